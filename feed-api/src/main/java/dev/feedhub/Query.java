package dev.feedhub;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a store are wanted, and in which order. A value; each method returns a changed copy.
 *
 * @param lower where the range begins, or null for the oldest entry there is
 * @param upper where the range ends, or null for the newest entry there is
 * @param filter the labels that are wanted
 * @param limit the most entries that are wanted in all, at least 1
 * @param descending whether the newest entry comes first
 */
public record Query(@Nullable Bound lower, @Nullable Bound upper, LabelFilter filter, long limit, boolean descending) {
    /**
     * One end of a range.
     *
     * @param cursor the entry at the end
     * @param inclusive whether that entry is of the range
     */
    public record Bound(Cursor cursor, boolean inclusive) {
        /**
         * Checks that there is a cursor.
         *
         * @param cursor the entry at the end
         * @param inclusive whether that entry is of the range
         */
        public Bound {
            Objects.requireNonNull(cursor, "cursor");
        }
    }

    private static final Query ALL = new Query(null, null, LabelFilter.any(), Long.MAX_VALUE, false);

    /**
     * Checks the limit.
     *
     * @param lower where the range begins
     * @param upper where the range ends
     * @param filter the labels that are wanted
     * @param limit the most entries that are wanted in all
     * @param descending whether the newest entry comes first
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public Query {
        Objects.requireNonNull(filter, "filter");
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit + " of a query: at least 1 is allowed");
        }
    }

    /**
     * Everything the store holds, oldest first.
     *
     * @return always the same
     */
    public static Query all() {
        return ALL;
    }

    /**
     * From the entry that follows a cursor on.
     *
     * @param cursor the entry before the first one wanted; below the floor it is {@linkplain TruncatedException truncated}
     * @return the changed copy
     */
    public Query after(Cursor cursor) {
        return new Query(new Bound(cursor, false), upper, filter, limit, descending);
    }

    /**
     * From the entry that a cursor names on.
     *
     * @param cursor the first entry wanted; at or below the floor it is {@linkplain TruncatedException truncated}
     * @return the changed copy
     */
    public Query from(Cursor cursor) {
        return new Query(new Bound(cursor, true), upper, filter, limit, descending);
    }

    /**
     * Up to the entry that precedes a cursor.
     *
     * @param cursor the entry that follows the last one wanted
     * @return the changed copy
     */
    public Query before(Cursor cursor) {
        return new Query(lower, new Bound(cursor, false), filter, limit, descending);
    }

    /**
     * Up to the entry that a cursor names.
     *
     * @param cursor the last entry wanted
     * @return the changed copy
     */
    public Query through(Cursor cursor) {
        return new Query(lower, new Bound(cursor, true), filter, limit, descending);
    }

    /**
     * Only entries whose label a filter wants.
     *
     * @param filter the filter
     * @return the changed copy
     */
    public Query matching(LabelFilter filter) {
        return new Query(lower, upper, filter, limit, descending);
    }

    /**
     * At most so many entries.
     *
     * @param limit at least 1
     * @return the changed copy
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public Query limit(long limit) {
        return new Query(lower, upper, filter, limit, descending);
    }

    /**
     * The newest entry first.
     *
     * @return the changed copy
     */
    public Query newestFirst() {
        return new Query(lower, upper, filter, limit, true);
    }
}
