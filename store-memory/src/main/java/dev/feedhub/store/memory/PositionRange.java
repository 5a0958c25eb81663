package dev.feedhub.store.memory;

import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.Query.Bound;
import dev.feedhub.TruncatedException;
import dev.feedhub.store.ReadRequest;
import org.jspecify.annotations.Nullable;

/**
 * The positions that a request asks for, all of them held.
 *
 * @param first the least
 * @param last the greatest; less than the first where there are none
 */
record PositionRange(long first, long last) {
    /**
     * The range of a request.
     *
     * @throws DivergedException if a bound is not of the log's history
     * @throws TruncatedException if the range begins below the floor
     */
    static PositionRange of(ReadRequest request, LogSnapshot log) {
        Bound lower = request.lower();
        Bound upper = request.upper();
        requireKnown(lower, log);
        requireKnown(upper, log);
        long first = log.floor() + 1;
        if (lower != null) {
            first = lower.cursor().position() + (lower.inclusive() ? 0 : 1);
            if (first <= log.floor()) {
                throw new TruncatedException(lower.cursor(), log.cursor(log.floor()), log.cursor(log.newest()));
            }
        }
        long last = upper == null ? log.newest() : upper.cursor().position() - (upper.inclusive() ? 0 : 1);
        return new PositionRange(first, last);
    }

    boolean isEmpty() {
        return last < first;
    }

    private static void requireKnown(@Nullable Bound bound, LogSnapshot log) {
        if (bound == null) {
            return;
        }
        Cursor cursor = bound.cursor();
        if (cursor.position() > log.newest() || !cursor.equals(log.cursor(cursor.position()))) {
            throw new DivergedException(cursor, log.cursor(log.floor()), log.cursor(log.newest()));
        }
    }
}
