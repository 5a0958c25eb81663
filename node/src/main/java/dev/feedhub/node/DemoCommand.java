package dev.feedhub.node;

import dev.feedhub.FeedhubException;
import dev.feedhub.Label;
import dev.feedhub.LabelFilter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code feedhub demo}. */
@Command(
        name = "demo",
        sortOptions = false,
        description = {
            "Publishes real events and checks that no consumer misses or repeats one.",
            "",
            "Published are the events of this JVM's own flight recorder, as JSON under",
            "jfr/<event name>, and with --input the lines of a text, as fast as the hub",
            "takes them. Four consumers follow:",
            "  prompt    a listener that takes everything at once",
            "  slow      a listener with a queue of 16 that rests 50 ms after each entry:",
            "            it loses most of them, and reads back from the store what it lost",
            "  filtered  a listener for the labels of --filter",
            "  resumed   a stream that is cut off after 200 entries and goes on from its",
            "            cursor once there are 1,000 more, or the sources end; what it was",
            "            behind counts as recovered. It is cut off again, and goes on once",
            "            the hub was closed and the store opened again",
            "Each entry is compared, by a 64-bit hash of label and payload, with a journal",
            "of what each source published, which the hub does not see.",
            "",
        },
        footer = {
            "",
            "Lines: each is published as it is, an empty one too, without its LF or CR LF.",
            "One that is not UTF-8, or larger than feed and store allow, is refused: it is",
            "counted, and the first one is told. A line without a --label-field that is a",
            "string, or where that begins with jfr/, gets the label of --label, and is",
            "counted.",
            "",
            "The store is on disk, in a temporary folder or that of --path. With --store",
            "memory it is on the heap, of which it takes up to a third: if retention removes",
            "anything after all, the report says so and the status is 1; and nothing is",
            "opened again.",
            "",
            "Ctrl-C ends publishing; what was published is still delivered and checked.",
            "",
            "Exit status:",
            "  0    nothing missing, repeated, or lost unexplained; at least 1,000 items",
            "       published; at least 100 lost by the slow listener, and all of them",
            "       recovered; the stream resumed at least 100 entries behind, and again",
            "       after the store was opened again",
            "  1    anything else; the error output names what was not so",
            "  2    bad usage, or the input cannot be opened",
            "  130  ended by Ctrl-C",
            "",
            "Examples:",
            "  feedhub demo",
            "  feedhub demo --seconds 3 --filter 'jfr/jdk.Thread*'",
            "  feedhub demo --input orders.jsonl --label-field type",
            "  tail -f app.log | feedhub demo --seconds 60 --input - --label app/log",
            "  feedhub demo --sabotage skip     (must end with status 1)",
            "",
        })
final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many seconds to publish at most, from 1 to 86400 (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Publish the lines of this file, or of the standard input where it is -.")
    private @Nullable String input;

    @Option(names = "--label", paramLabel = "NAME", description = "The label of the lines (default: input).")
    private @Nullable String label;

    @Option(
            names = "--label-field",
            paramLabel = "FIELD",
            description = "Lines are JSON objects whose label is in this field.")
    private @Nullable String labelField;

    @Option(names = "--no-jfr", description = "Publish no flight-recorder events, only --input, and end with it.")
    private boolean withoutFlightRecorder;

    @Option(
            names = "--filter",
            paramLabel = "GLOB",
            defaultValue = "*A*",
            description = "The labels the filtered listener wants; * is any run of characters"
                    + " (default: ${DEFAULT-VALUE}, which some labels of either kind match).")
    private String filter = "";

    @Option(
            names = "--store",
            paramLabel = "NAME",
            defaultValue = "lmdb",
            description = "Where entries are kept: lmdb or memory (default: ${DEFAULT-VALUE}).")
    private String store = "";

    @Option(
            names = "--path",
            paramLabel = "DIR",
            description = "Keep the store in this folder, which is empty or not there yet"
                    + " (default: a temporary one, which is removed).")
    private @Nullable Path path;

    @Option(
            names = "--sabotage",
            paramLabel = "KIND",
            converter = Sabotage.Converter.class,
            description = "Prove the check: skip or repeat, which the store does with one entry when it is read.")
    private @Nullable Sabotage sabotage;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli writes it
    private boolean help;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        DemoOptions options = options();
        Optional<InputStream> lines = Optional.ofNullable(input).map(this::open);
        Optional<RecordingStream> recording = withoutFlightRecorder ? Optional.empty() : recording();
        if (recording.isEmpty() && lines.isEmpty()) {
            terminal.err().println("feedhub: there is nothing to publish; --input brings something");
            return CommandLine.ExitCode.SOFTWARE;
        }
        try (ShutdownRequest shutdown = new ShutdownRequest()) {
            ProgressLine progress = new ProgressLine(terminal.out(), terminal.interactive());
            RunResult result = new DemoRun(options, progress, shutdown.requested()).run(recording, lines);
            List<String> unmet = Verdict.unmet(result);
            unmet.forEach(condition -> terminal.err().println("feedhub: " + condition));
            terminal.err().flush();
            ReportTable.lines(result).forEach(terminal.out()::println);
            terminal.out().flush();
            return unmet.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private DemoOptions options() {
        require(seconds >= 1 && seconds <= 86_400, "--seconds " + seconds + ": from 1 to 86400 is allowed");
        require(input != null || label == null, "--label " + label + " needs --input");
        require(input != null || labelField == null, "--label-field " + labelField + " needs --input");
        require(input != null || !withoutFlightRecorder, "--no-jfr needs --input: there is nothing else to publish");
        String defaultLabel = label == null ? "input" : label;
        require(
                !defaultLabel.startsWith(Journals.FLIGHT_RECORDER_PREFIX),
                "--label " + label + ": labels that begin with jfr/ are the flight recorder's");
        try {
            return new DemoOptions(
                    new LineLabels(Label.check(defaultLabel), Optional.ofNullable(labelField)),
                    LabelFilter.glob(filter),
                    Duration.ofSeconds(seconds),
                    store,
                    Optional.ofNullable(path),
                    Optional.ofNullable(sabotage));
        } catch (IllegalArgumentException | FeedhubException notAllowed) {
            throw usage(String.valueOf(notAllowed.getMessage()));
        }
    }

    private Optional<RecordingStream> recording() {
        try {
            return Optional.of(FlightRecorderSource.prepare());
        } catch (RuntimeException unavailable) {
            terminal.err().println("feedhub: no flight-recorder events: " + unavailable.getMessage());
            return Optional.empty();
        }
    }

    private InputStream open(String name) {
        if (name.equals("-")) {
            return terminal.in();
        }
        try {
            Path file = Path.of(name);
            require(Files.exists(file), "--input " + name + ": no such file");
            require(!Files.isDirectory(file), "--input " + name + ": is a directory");
            require(Files.isReadable(file), "--input " + name + ": is not readable");
            return Files.newInputStream(file);
        } catch (IOException | InvalidPathException unreadable) {
            throw usage("--input " + name + ": " + unreadable.getMessage());
        }
    }

    private void require(boolean allowed, String message) {
        if (!allowed) {
            throw usage(message);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
