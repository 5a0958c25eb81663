/** What every test run of this build shares. */
@NullMarked
package dev.feedhub.testsupport;

import org.jspecify.annotations.NullMarked;
