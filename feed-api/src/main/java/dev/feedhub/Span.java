package dev.feedhub;

/**
 * What a store that is not empty holds: the entries after the floor, through the newest.
 *
 * @param floor the newest position that retention has removed, or {@link Cursor#ORIGIN}
 * @param newest the newest entry
 */
public record Span(Cursor floor, Cursor newest) {}
