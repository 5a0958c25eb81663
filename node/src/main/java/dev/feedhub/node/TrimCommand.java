package dev.feedhub.node;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.History;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.Query;
import dev.feedhub.Reader;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code feedhub trim}. */
@Command(
        name = "trim",
        sortOptions = false,
        header = {"Removes the oldest entries of a store.", ""},
        description = {
            "Removes the oldest entries of a store, for ever, and says how many they were.",
            "",
        },
        footer = {
            "",
            "The newest entry always stays. Space is used again; files do not get smaller.",
            "It writes, so it fails while another process does.",
            "",
            "Exit status: 0, also where nothing is to be removed; 1 where it cannot be;",
            "2 for bad usage.",
            "",
            "Examples:",
            "  feedhub trim --path events --keep 1000000",
            "  feedhub trim --path events --before-time 30d",
            "  feedhub trim --path events --before CURSOR",
            "",
        })
final class TrimCommand implements Callable<Integer> {
    /** What stays. */
    private static final class Rest {
        @Option(
                names = "--before",
                paramLabel = "CURSOR",
                converter = CursorConverter.class,
                description = "Keep this entry and what follows.")
        private @Nullable Cursor before;

        @Option(
                names = "--before-time",
                paramLabel = "TIME",
                converter = TimeConverter.class,
                description = "Keep what is not older than this: a time, as 2026-01-31T10:00:00Z, or how long ago,"
                        + " as 90s, 10m, 2h or 7d.")
        private @Nullable Instant time;

        @Option(names = "--keep", paramLabel = "N", description = "Keep the newest N entries; 1 or more.")
        private @Nullable Long keep;
    }

    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @ArgGroup(multiplicity = "1")
    private Rest rest = new Rest();

    @Mixin
    private final Facts.Choice format = new Facts.Choice();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli writes it
    private final HelpOption help = new HelpOption();

    TrimCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (rest.keep != null && rest.keep < 1) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--keep " + rest.keep + ": 1 or more is allowed");
        }
        HubConfig config = store.config();
        requireStore(config);
        try (Hub<byte[]> hub = Hub.open(config, Codec.bytes())) {
            Context ctx = Context.background();
            Optional<Cursor> before = before(ctx, hub.history());
            long removed = before.isPresent() ? hub.trim(ctx, before.get()) : 0;
            hub.stop(ctx);
            DataOutput out = new DataOutput(terminal.data());
            new Facts().add("removed", removed).print(format.format(), out);
            out.flush();
            return ExitStatus.OK;
        }
    }

    /** Opening to write would make a store where there is none. */
    private static void requireStore(HubConfig config) {
        Reader.open(config, Codec.bytes()).close();
    }

    /** The first entry to stay; empty where all are. */
    private Optional<Cursor> before(Context ctx, History<byte[]> history) {
        if (rest.before != null) {
            return Optional.of(rest.before);
        } else if (rest.time != null) {
            return history.firstAtOrAfter(ctx, rest.time).or(() -> newest(ctx, history, 1));
        }
        return newest(ctx, history, Objects.requireNonNull(rest.keep));
    }

    private static Optional<Cursor> newest(Context ctx, History<byte[]> history, long number) {
        return NewestEntries.cursor(ctx, history, Query.all(), number);
    }
}
