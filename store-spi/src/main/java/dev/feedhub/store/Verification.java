package dev.feedhub.store;

import java.util.List;
import java.util.Objects;

/**
 * What was found in a store.
 *
 * @param span the floor and the newest position
 * @param records how many records could be read
 * @param bytes how many bytes were looked at
 * @param problems what is wrong, a sentence for each, the first {@value #MAX_PROBLEMS}; empty where all is well
 */
public record Verification(StoreSpan span, long records, long bytes, List<String> problems) {
    /** How many problems are told. */
    public static final int MAX_PROBLEMS = 100;

    /**
     * Keeps the problems from changing.
     *
     * @param span the floor and the newest position
     * @param records how many records could be read
     * @param bytes how many bytes were looked at
     * @param problems what is wrong
     */
    public Verification {
        Objects.requireNonNull(span, "span");
        problems = List.copyOf(problems);
    }
}
