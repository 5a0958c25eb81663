package dev.feedhub.node;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.EventStream;
import dev.feedhub.History;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query;
import dev.feedhub.Reader;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code feedhub tail}. */
@Command(
        name = "tail",
        sortOptions = false,
        header = {"Prints the last entries of a store, and those that come.", ""},
        description = {
            "Prints the last entries of a store, and with --follow all that come, also",
            "those that another process writes: each once, in order.",
            "",
        },
        footer = {
            "",
            "Where retention removed entries before they could be read, or the cursor of",
            "--after is of another store, the error output says so, and with --format json",
            "a line {\"notice\":...} among the entries too; it goes on with what there is.",
            "",
            "Exit status:",
            "  0    all was printed; --follow never ends so",
            "  1    not so; the error output says why",
            "  2    bad usage",
            "  130  ended by Ctrl-C, or 143 by SIGTERM",
            "  141  nobody reads the output any more",
            "",
            "Examples:",
            "  feedhub tail --path events",
            "  feedhub tail --path events -n 0 --follow --label 'order/*'",
            "  feedhub tail --path events --follow --after CURSOR --format json",
            "  feedhub tail --node http://127.0.0.1:2112 --follow",
            "",
        })
final class TailCommand implements Callable<Integer> {
    private static final int BATCH = 1_000;

    /** Where it begins. */
    private static final class Start {
        @Option(
                names = {"-n", "--lines"},
                paramLabel = "N",
                description = "Begin with the last N entries; 0 or more (default: 10).")
        private @Nullable Integer last;

        @Option(
                names = "--after",
                paramLabel = "CURSOR",
                converter = CursorConverter.class,
                description = "Begin with the entry that follows this one.")
        private @Nullable Cursor after;
    }

    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StoreOrNode store = new StoreOrNode();

    @ArgGroup
    private @Nullable Start start;

    @Option(
            names = {"-f", "--follow"},
            description = "Do not end, but print what comes.")
    private boolean follow;

    @Mixin
    private final FilterOptions labels = new FilterOptions();

    @Mixin
    private final EntryFormat.Choice format = new EntryFormat.Choice();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli writes it
    private final HelpOption help = new HelpOption();

    TailCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (last() < 0) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "-n " + last() + ": 0 or more is allowed");
        }
        return ReadSession.run(terminal.data(), store::open, this::tail);
    }

    private int last() {
        return start == null || start.last == null ? 10 : start.last;
    }

    private void tail(Reader<byte[]> reader, Context ctx, DataOutput out) throws InterruptedException {
        EntryRenderer renderer = format.format().renderer();
        LabelFilter filter = labels.filter();
        try (EventStream<byte[]> stream =
                reader.stream(start(ctx, reader.history(), filter).matching(filter))) {
            for (boolean more = true; more; ) {
                int drained = stream.drain(BATCH, (entry, lost) -> out.line(renderer.render(entry)));
                ctx.check();
                if (drained == 0) {
                    out.flush(); // what comes next may take its time
                    more = take(stream.next(ctx), renderer, out);
                }
            }
        }
    }

    private StreamOptions start(Context ctx, History<byte[]> history, LabelFilter filter) {
        if (start != null && start.after != null) {
            return StreamOptions.after(start.after);
        }
        if (last() == 0) {
            return StreamOptions.now();
        }
        return NewestEntries.cursor(ctx, history, Query.all().matching(filter), last() + 1L)
                .map(StreamOptions::after)
                .orElseGet(StreamOptions::oldest);
    }

    /** Whether there is more to take. */
    private boolean take(Signal<byte[]> signal, EntryRenderer renderer, DataOutput out) {
        if (signal instanceof Signal.Event<byte[]> event) {
            out.line(renderer.render(event.entry()));
        } else if (signal instanceof Signal.Notice<byte[]> notice) {
            Notices.text(notice).ifPresent(text -> terminal.err().println("feedhub: " + text));
            if (format.format() == EntryFormat.JSON) {
                Notices.json(notice).ifPresent(out::line);
            }
        }
        return follow || !(signal instanceof Signal.CaughtUp<byte[]>);
    }
}
