package dev.feedhub;

import java.util.List;

/**
 * One answer to a {@link Query}, taken from a single snapshot of the store.
 *
 * <p>Where entries may follow, the next page is {@code query.after(page.through())}, or {@code query.before(page.through())}
 * where the newest come first. A page without entries has reached the end of the range.
 *
 * @param entries the matching entries, in the order of the query; at most {@value #MAX_ENTRIES}
 * @param through how far it looked: every matching entry of the range up to and including this position is in this page or an
 *     earlier one
 * @param floor the newest position that retention has removed, or {@link Cursor#ORIGIN}
 * @param newest the newest position of the store
 * @param <T> the type of the data
 */
public record Page<T>(List<Entry<T>> entries, Cursor through, Cursor floor, Cursor newest) {
    /** The most entries that a page holds. */
    public static final int MAX_ENTRIES = 1_000;

    /**
     * Keeps the entries from changing.
     *
     * @param entries the matching entries
     * @param through how far it looked
     * @param floor the newest position that retention has removed
     * @param newest the newest position of the store
     */
    public Page {
        entries = List.copyOf(entries);
    }
}
