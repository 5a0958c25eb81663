package dev.feedhub.client;

/**
 * A listener that a node holds for somebody who takes from it call by call.
 *
 * @param id the first characters of its id, which whole is known to its owner alone
 * @param label what it wants, as a node reads filters
 * @param queued how many entries wait to be taken
 * @param capacity how many can wait before the oldest is dropped
 * @param lost how many were dropped
 */
public record NodeListener(String id, String label, long queued, long capacity, long lost) {}
