/** The command line of Feedhub; {@link dev.feedhub.node.Main} is where it begins. */
package dev.feedhub.node;
