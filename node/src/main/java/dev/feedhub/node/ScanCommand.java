package dev.feedhub.node;

import dev.feedhub.Context;
import dev.feedhub.Query;
import dev.feedhub.Reader;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code feedhub scan}. */
@Command(
        name = "scan",
        sortOptions = false,
        header = {"Prints what a store holds.", ""},
        description = {
            "Prints what a store holds, also while another process writes it.",
            "",
        },
        footer = {
            "",
            "With --format text a line feed follows the data of each entry, and one without",
            "data is an empty line. Output is UTF-8, whatever the locale.",
            "",
            "A range that begins at entries that retention has removed is an error, and so",
            "is a cursor of another store: nothing is left out silently.",
            "",
            "Exit status:",
            "  0    all was printed, also where that is nothing",
            "  1    not so; the error output says why",
            "  2    bad usage",
            "  130  ended by Ctrl-C, or 143 by SIGTERM",
            "  141  nobody reads the output any more, as in: feedhub scan ... | head",
            "",
            "Examples:",
            "  feedhub scan --path events --limit 20",
            "  feedhub scan --path events --reverse --limit 1 --label 'order/*'",
            "  feedhub scan --path events --since 1h --format text",
            "  feedhub scan --path events --until 2026-01-31T10:00:00Z --count",
            "  feedhub scan --path events --after CURSOR --format json",
            "  feedhub scan --node http://127.0.0.1:2112 --reverse --limit 1",
            "",
        })
final class ScanCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StoreOrNode store = new StoreOrNode();

    @Mixin
    private final RangeOptions range = new RangeOptions();

    @Mixin
    private final FilterOptions labels = new FilterOptions();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many entries (default: no limit).")
    private @Nullable Long limit;

    @Option(names = "--reverse", description = "The newest first.")
    private boolean reverse;

    @Option(names = "--count", description = "Print only how many entries there are.")
    private boolean count;

    @Mixin
    private final EntryFormat.Choice format = new EntryFormat.Choice();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli writes it
    private final HelpOption help = new HelpOption();

    ScanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (limit != null && limit < 1) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--limit " + limit + ": 1 or more is allowed");
        }
        return ReadSession.run(terminal.data(), store::open, this::scan);
    }

    private void scan(Reader<byte[]> reader, Context ctx, DataOutput out) {
        Optional<Query> query = range.query(ctx, reader.history()).map(this::refined);
        if (count) {
            out.line(Long.toString(
                    query.map(wanted -> reader.history().count(ctx, wanted)).orElse(0L)));
            return;
        }
        EntryRenderer renderer = format.format().renderer();
        query.ifPresent(wanted -> reader.history().scan(ctx, wanted, entry -> {
            out.line(renderer.render(entry));
            return true;
        }));
    }

    private Query refined(Query query) {
        Query matching = query.matching(labels.filter());
        Query limited = limit == null ? matching : matching.limit(limit);
        return reverse ? limited.newestFirst() : limited;
    }
}
