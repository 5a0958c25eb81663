package dev.feedhub;

/**
 * What a hub did between the call to stop it and its end.
 *
 * @param items how many items, accepted before, it still indexed
 * @param newest the newest cursor of the store when it ended
 */
public record Drained(long items, Cursor newest) {}
