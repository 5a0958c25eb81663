package dev.feedhub;

import java.util.Objects;

/**
 * What a listener wants. A value; each method returns a changed copy.
 *
 * @param filter the labels it wants
 * @param capacity how many entries its queue keeps, from 1 to {@value #MAX_CAPACITY}; beyond that the oldest is dropped
 */
public record ListenOptions(LabelFilter filter, int capacity) {
    /** The largest queue. */
    public static final int MAX_CAPACITY = 1 << 20;

    private static final ListenOptions ANY = new ListenOptions(LabelFilter.any(), 1_024);

    /**
     * Checks the capacity.
     *
     * @param filter the labels it wants
     * @param capacity how many entries its queue keeps
     * @throws IllegalArgumentException if the capacity is out of range
     */
    public ListenOptions {
        Objects.requireNonNull(filter, "filter");
        checkCapacity(capacity, "a listener's queue");
    }

    static void checkCapacity(int capacity, String thing) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "capacity " + capacity + " of " + thing + ": 1 to " + MAX_CAPACITY + " is allowed");
        }
    }

    /**
     * Every label, with a queue of 1,024 entries.
     *
     * @return always the same
     */
    public static ListenOptions any() {
        return ANY;
    }

    /**
     * Only labels that a filter wants.
     *
     * @param filter the filter
     * @return the changed copy
     */
    public ListenOptions matching(LabelFilter filter) {
        return new ListenOptions(filter, capacity);
    }

    /**
     * A queue of so many entries.
     *
     * @param capacity from 1 to {@value #MAX_CAPACITY}
     * @return the changed copy
     * @throws IllegalArgumentException if the capacity is out of range
     */
    public ListenOptions capacity(int capacity) {
        return new ListenOptions(filter, capacity);
    }
}
