package dev.feedhub;

/**
 * Counters of a hub, read one after another: exact once nothing is under way.
 *
 * @param accepted items that publications added to the feed
 * @param indexed items that are in the store and were handed to the listeners they matched
 * @param batches appends to the store that took them there
 * @param listeners listeners that are open
 * @param channels distinct pairs of filter and rounded capacity among them: what dispatching costs
 */
public record HubStats(long accepted, long indexed, long batches, int listeners, int channels) {}
