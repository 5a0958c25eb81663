package dev.feedhub.node;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.FeedhubException;
import dev.feedhub.Label;
import dev.feedhub.LimitExceededException;
import dev.feedhub.node.AcceptedLines.Moment;
import java.time.Duration;
import java.util.Locale;
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

/** {@code feedhub publish}. */
@Command(
        name = "publish",
        sortOptions = false,
        header = {"Stores the lines of the standard input.", ""},
        description = {
            "Publishes the lines of the standard input, and stores them.",
            "",
            "The bytes of a line without its line feed are the data, whatever they are:",
            "a carriage return stays, an empty line is empty data. What scan --format text",
            "prints are the same bytes; a last line that lacks its line feed gets one.",
            "",
            "The store is made if it is not there. It takes one writer at a time, so where a",
            "node has it, publish to that with --node; readers do not mind it, nor it them.",
            "",
        },
        footer = {
            "",
            "The error output ends with how many lines and bytes were stored, how fast, and",
            "the cursor of the last line.",
            "",
            "A line that cannot be published ends it: one larger than feed or store allow,",
            "or with --format json one that is no entry. The lines before are stored.",
            "",
            "Ctrl-C ends reading; what was read is still stored, and acknowledged.",
            "",
            "Exit status:",
            "  0    every line is stored",
            "  1    not so; the error output says why, and how many are stored for certain",
            "  2    bad usage",
            "  130  ended by Ctrl-C, or 143 by SIGTERM",
            "  141  nobody reads what --ack prints any more",
            "",
            "Examples:",
            "  seq 1000 | feedhub publish --path events",
            "  feedhub publish --path events --label app/log <app.log",
            "  feedhub publish --path events --label-field type <orders.jsonl",
            "  tail -f app.log | feedhub publish --path events --ack",
            "  seq 1000 | feedhub publish --node http://127.0.0.1:2112",
            "  feedhub scan --path events --format json |",
            "      feedhub publish --path other --format json",
            "",
        })
final class PublishCommand implements Callable<Integer> {
    /** What lines are. */
    enum Format {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StoreOrNode store = new StoreOrNode();

    @Option(
            names = "--label",
            paramLabel = "NAME",
            defaultValue = "line",
            description = "The label of each line that has none of its own, up to 1024 bytes"
                    + " (default: ${DEFAULT-VALUE}).")
    private String label = "";

    @Option(
            names = "--label-field",
            paramLabel = "FIELD",
            description = "Lines are JSON objects whose label is in this field; the line as it is stays the data.")
    private @Nullable String labelField;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "What lines are (default: ${DEFAULT-VALUE}): text, data as they are; or json, entries as"
                    + " scan --format json prints them, which get cursors and times of their own.")
    private Format format = Format.TEXT;

    @Option(
            names = "--ack",
            description = "Each time that lines were stored, print how many are by now, and the cursor of the last:"
                    + " they survive from then on.")
    private boolean ack;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli writes it
    private final HelpOption help = new HelpOption();

    PublishCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        LineFormat lines = lineFormat();
        try (PublishTarget target = store.node()
                .map(PublishTarget::node)
                .orElseGet(() -> PublishTarget.hub(store.store().config()))) {
            int longest = (int) Math.min(1 << 30, target.longestLine());
            LinePublisher publisher =
                    new LinePublisher(LineReader.ofBytes(terminal.in(), longest), lines, target.feed(), target.limit());
            try (ShutdownRequest shutdown = new ShutdownRequest(() -> end(publisher, target), PATIENCE)) {
                return publish(target, publisher, shutdown);
            } finally {
                publisher.stop();
            }
        }
    }

    private static void end(LinePublisher publisher, PublishTarget target) {
        publisher.stop();
        target.endSoon();
    }

    private LineFormat lineFormat() {
        try {
            Label.check(label);
        } catch (IllegalArgumentException | LimitExceededException notAllowed) {
            throw usage("--label: " + notAllowed.getMessage());
        }
        if (format == Format.TEXT) {
            return new RawLines(new LineLabels(label, Optional.ofNullable(labelField)));
        }
        if (labelField != null) {
            throw usage("--label-field " + labelField + " is for --format text: an entry in JSON has its label");
        }
        return new JsonLines(label);
    }

    private int publish(PublishTarget target, LinePublisher publisher, ShutdownRequest shutdown)
            throws InterruptedException {
        long begin = System.nanoTime();
        DataOutput acks = new DataOutput(terminal.data());
        Cursor newest = Cursor.ORIGIN;
        Moment stored = Moment.NONE;
        try {
            publisher.start();
            while (!stored.ended()) {
                Moment accepted = publisher.accepted().awaitMore(stored.count());
                if (accepted.count() > stored.count()) {
                    newest = Objects.requireNonNull(accepted.newest()).await(Context.background());
                    acknowledge(acks, accepted.count(), newest);
                }
                stored = accepted;
            }
            target.finish();
        } catch (OutputException | FeedhubException failed) {
            if (failed instanceof OutputException output && output.readerGone()) {
                throw output;
            }
            complain(ExitStatus.message(failed), Math.max(stored.count(), target.stored()));
            return ExitStatus.FAILED;
        }
        if (publisher.failure().isPresent()) {
            complain(publisher.failure().get(), stored.count());
            return ExitStatus.FAILED;
        }
        boolean interrupted = shutdown.requested().getCount() == 0;
        summarize(interrupted, stored, (System.nanoTime() - begin) / 1e9, newest);
        return interrupted ? ExitStatus.INTERRUPTED : ExitStatus.OK;
    }

    private void summarize(boolean interrupted, Moment stored, double seconds, Cursor newest) {
        terminal.err()
                .printf(
                        Locale.ROOT,
                        "feedhub: %s %d lines, %d bytes in %.2f s, %.0f lines/s, newest %s%n",
                        interrupted ? "interrupted; stored" : "stored",
                        stored.count(),
                        stored.bytes(),
                        seconds,
                        stored.count() / Math.max(seconds, 1e-9),
                        stored.count() == 0 ? "none" : newest);
    }

    private void acknowledge(DataOutput acks, long stored, Cursor newest) {
        if (ack) {
            acks.line(stored + " " + newest);
            acks.flush();
        }
    }

    private void complain(String failure, long stored) {
        terminal.err().println("feedhub: " + failure + "; stored for certain: " + stored + " lines");
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
