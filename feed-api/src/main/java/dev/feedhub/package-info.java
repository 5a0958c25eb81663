/**
 * Routes events inside a process and lets every consumer resume exactly where it left off: publish to a {@link
 * dev.feedhub.Feed}, listen to a {@link dev.feedhub.Hub}, read its {@link dev.feedhub.History}, and join both in an {@link
 * dev.feedhub.EventStream}.
 *
 * <p>A parameter or result is never null unless it is marked {@link org.jspecify.annotations.Nullable}; null elsewhere is a {@link
 * java.lang.NullPointerException}.
 */
package dev.feedhub;
