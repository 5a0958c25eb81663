package dev.feedhub.node;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.History;
import dev.feedhub.Query;
import java.util.Optional;

/** Finds one of the newest entries by its number from the end. */
final class NewestEntries {
    private NewestEntries() {}

    /**
     * The cursor of an entry.
     *
     * @param query which entries count
     * @param number 1 for the newest of them
     * @return empty where there are not so many
     */
    static Optional<Cursor> cursor(Context ctx, History<?> history, Query query, long number) {
        Search search = new Search(number);
        history.scan(ctx, query.newestFirst().limit(number), entry -> {
            search.left--;
            search.cursor = entry.cursor();
            return true;
        });
        return search.left == 0 ? Optional.of(search.cursor) : Optional.empty();
    }

    private static final class Search {
        private long left;
        private Cursor cursor = Cursor.ORIGIN;

        Search(long number) {
            this.left = number;
        }
    }
}
