package dev.feedhub.store;

import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.Query.Bound;
import dev.feedhub.TruncatedException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The positions that a request asks for, in a store whose positions have no holes: all of them are held.
 *
 * @param first the least
 * @param last the greatest; less than the first where there are none
 */
public record PositionRange(long first, long last) {
    /**
     * The range of a request, as {@link Store#read} says.
     *
     * @param request the request
     * @param span what the store holds
     * @param cursors gives the cursor of any position up to the newest, also one that was removed; the origin for 0
     * @return the range
     * @throws DivergedException if a bound is not of the store's history
     * @throws TruncatedException if the range begins below the floor
     * @rule S-6
     */
    public static PositionRange of(ReadRequest request, StoreSpan span, LongFunction<Cursor> cursors) {
        Bound lower = request.lower();
        Bound upper = request.upper();
        requireKnown(lower, span, cursors);
        requireKnown(upper, span, cursors);
        long floor = span.floor().position();
        long first = floor + 1;
        if (lower != null) {
            first = lower.cursor().position() + (lower.inclusive() ? 0 : 1);
            if (first <= floor) {
                throw new TruncatedException(lower.cursor(), span.floor(), span.newest());
            }
        }
        long last = upper == null ? span.newest().position() : upper.cursor().position() - (upper.inclusive() ? 0 : 1);
        return new PositionRange(first, last);
    }

    /**
     * Whether it has no positions.
     *
     * @return true where the last is less than the first
     */
    public boolean isEmpty() {
        return last < first;
    }

    private static void requireKnown(@Nullable Bound bound, StoreSpan span, LongFunction<Cursor> cursors) {
        if (bound == null) {
            return;
        }
        Cursor cursor = bound.cursor();
        if (cursor.position() > span.newest().position() || !cursor.equals(cursors.apply(cursor.position()))) {
            throw new DivergedException(cursor, span.floor(), span.newest());
        }
    }
}
