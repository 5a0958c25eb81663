/**
 * Routes events inside a process and lets every consumer resume exactly where it left off: publish to a {@link
 * dev.feedhub.Feed}, listen to a {@link dev.feedhub.Hub}, read its {@link dev.feedhub.History}, and join both in an {@link
 * dev.feedhub.EventStream}.
 */
package dev.feedhub;
