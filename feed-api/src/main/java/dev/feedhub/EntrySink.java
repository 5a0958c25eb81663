package dev.feedhub;

/**
 * Takes the entries of a batch, on the thread that asked for the batch, in cursor order.
 *
 * @param <T> the type of the data
 */
@FunctionalInterface
public interface EntrySink<T> {
    /**
     * Takes one entry. What it throws ends the batch and goes to the caller of {@code drain}; this entry counts as taken,
     * those after it were not taken.
     *
     * @param entry the entry
     * @param lostBefore how many matching entries were lost between the one before and this one
     */
    void accept(Entry<T> entry, long lostBefore);
}
