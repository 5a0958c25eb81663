package dev.feedhub;

/**
 * An entry as a listener takes it, with what was lost just before it.
 *
 * @param entry the entry
 * @param lost how many matching entries were dropped from the queue between the delivery before and this one
 * @param <T> the type of the data
 */
public record Delivery<T>(Entry<T> entry, long lost) {}
