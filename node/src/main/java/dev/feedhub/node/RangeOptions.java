package dev.feedhub.node;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.History;
import dev.feedhub.Query;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say between which entries: at most one for each end. */
final class RangeOptions {
    /** Where the range begins. */
    private static final class Start {
        @Option(
                names = "--after",
                paramLabel = "CURSOR",
                converter = CursorConverter.class,
                description = "Begin with the entry that follows this one.")
        private @Nullable Cursor after;

        @Option(
                names = "--from",
                paramLabel = "CURSOR",
                converter = CursorConverter.class,
                description = "Begin with this entry.")
        private @Nullable Cursor from;

        @Option(
                names = "--since",
                paramLabel = "TIME",
                converter = TimeConverter.class,
                description = "Begin with the oldest entry not older than this: a time, as 2026-01-31T10:00:00Z,"
                        + " or how long ago, as 90s, 10m, 2h or 7d.")
        private @Nullable Instant since;
    }

    /** Where the range ends. */
    private static final class End {
        @Option(
                names = "--before",
                paramLabel = "CURSOR",
                converter = CursorConverter.class,
                description = "End with the entry that precedes this one.")
        private @Nullable Cursor before;

        @Option(
                names = "--through",
                paramLabel = "CURSOR",
                converter = CursorConverter.class,
                description = "End with this entry.")
        private @Nullable Cursor through;

        @Option(
                names = "--until",
                paramLabel = "TIME",
                converter = TimeConverter.class,
                description = "End with the newest entry older than this.")
        private @Nullable Instant until;
    }

    @ArgGroup
    private @Nullable Start start;

    @ArgGroup
    private @Nullable End end;

    /** A query for the range; empty where no entry can be in it. */
    Optional<Query> query(Context ctx, History<?> history) {
        return lower(ctx, history, Query.all()).map(query -> upper(ctx, history, query));
    }

    private Optional<Query> lower(Context ctx, History<?> history, Query query) {
        if (start == null) {
            return Optional.of(query);
        } else if (start.after != null) {
            return Optional.of(query.after(start.after));
        } else if (start.from != null) {
            return Optional.of(query.from(start.from));
        }
        return start.since == null
                ? Optional.of(query)
                : history.firstAtOrAfter(ctx, start.since).map(query::from);
    }

    private Query upper(Context ctx, History<?> history, Query query) {
        if (end == null) {
            return query;
        } else if (end.before != null) {
            return query.before(end.before);
        } else if (end.through != null) {
            return query.through(end.through);
        }
        return end.until == null
                ? query
                : history.firstAtOrAfter(ctx, end.until).map(query::before).orElse(query);
    }
}
