package dev.feedhub.store;

import dev.feedhub.LabelFilter;
import dev.feedhub.Query;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which records are wanted.
 *
 * @param lower where the range begins, or null for the oldest record
 * @param upper where the range ends, or null for the newest record
 * @param filter the labels that are wanted; a store may use an index, the result is that of filtering afterwards
 * @param descending whether the newest record comes first
 * @param maxRecords the most records to return, at least 1
 * @param maxExamined about how many bytes of records to look at before returning, at least 1; one record is always looked at
 */
public record ReadRequest(
        Query.@Nullable Bound lower,
        Query.@Nullable Bound upper,
        LabelFilter filter,
        boolean descending,
        int maxRecords,
        long maxExamined) {
    /**
     * Checks the limits.
     *
     * @param lower where the range begins
     * @param upper where the range ends
     * @param filter the labels that are wanted
     * @param descending whether the newest record comes first
     * @param maxRecords the most records to return
     * @param maxExamined about how many bytes of records to look at before returning
     * @throws IllegalArgumentException if one is less than 1
     */
    public ReadRequest( // compact, it would lose @Nullable in the class file
            Query.@Nullable Bound lower,
            Query.@Nullable Bound upper,
            LabelFilter filter,
            boolean descending,
            int maxRecords,
            long maxExamined) {
        this.lower = lower;
        this.upper = upper;
        this.filter = Objects.requireNonNull(filter, "filter");
        this.descending = descending;
        this.maxRecords = maxRecords;
        this.maxExamined = maxExamined;
        if (maxRecords < 1) {
            throw new IllegalArgumentException("maxRecords " + maxRecords + " of a read: at least 1 is allowed");
        }
        if (maxExamined < 1) {
            throw new IllegalArgumentException("maxExamined " + maxExamined + " of a read: at least 1 is allowed");
        }
    }
}
