package dev.feedhub.node;

import dev.feedhub.ConfigException;
import dev.feedhub.HubConfig;
import dev.feedhub.Label;
import dev.feedhub.LimitExceededException;
import dev.feedhub.Setting;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code feedhub node}. */
@Command(
        name = "node",
        sortOptions = false,
        header = {"Serves a store over HTTP.", ""},
        description = {
            "Runs a node: a hub on a store, which others publish to and read from over HTTP,",
            "as JSON-RPC at /rpc and as server-sent events at /events.",
            "",
            "The store is made if it is not there. It takes one writer at a time; readers",
            "do not mind it, nor it them.",
            "",
        },
        footer = {
            "",
            "Whoever reaches the address can publish and read everything: there are no users",
            "and no passwords. So only this machine does, unless --listen says otherwise.",
            "",
            "Ctrl-C or SIGTERM end it: it takes no more requests, answers those under way,",
            "stores what was accepted, and says so.",
            "",
            "Exit status:",
            "  1    it could not start, or the hub failed; the error output says why",
            "  2    bad usage",
            "  130  ended by Ctrl-C, or 143 by SIGTERM",
            "",
            "Examples:",
            "  feedhub node --path events",
            "  feedhub node --path events --heartbeat 5s --jfr",
            "  tail -f app.log | feedhub node --path events --stdin --label app/log",
            "  curl -N 'http://127.0.0.1:2112/events?start=oldest'",
            "",
        })
final class NodeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            converter = ListenAddress.class,
            defaultValue = "127.0.0.1:2112",
            description = "Where to listen (default: ${DEFAULT-VALUE}). Port 0 is any that is free.",
            order = -10)
    private @Nullable InetSocketAddress listen;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Option(
            names = "--heartbeat",
            paramLabel = "INTERVAL",
            converter = Interval.class,
            description = "Publish a beat under \"heartbeat\" this often, as 500ms, 5s or 1m.")
    private Duration heartbeat = Duration.ZERO;

    @Option(
            names = "--jfr",
            description = "Publish what the flight recorder tells of this JVM, each event under jfr/NAME.")
    private boolean flightRecorder;

    @Option(names = "--stdin", description = "Publish the lines of the standard input, until it ends.")
    private boolean stdin;

    @Option(
            names = "--label",
            paramLabel = "NAME",
            description = "The label of lines of the standard input (default: line).")
    private @Nullable String label;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli writes it
    private final HelpOption help = new HelpOption();

    NodeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (label != null && !stdin) {
            throw usage("--label " + label + " needs --stdin");
        }
        HubConfig config = store.config();
        try (ShutdownRequest shutdown = new ShutdownRequest()) {
            NodeRun run = new NodeRun(terminal, config, shutdown.requested());
            return run.run(
                    Objects.requireNonNull(listen),
                    new NodeRun.Sources(heartbeat, flightRecorder, stdin, checked(label == null ? "line" : label)));
        }
    }

    private String checked(String given) {
        try {
            return Label.check(given);
        } catch (IllegalArgumentException | LimitExceededException notAllowed) {
            throw usage("--label: " + notAllowed.getMessage());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    /** Reads an interval. */
    static final class Interval implements ITypeConverter<Duration> {
        private static final Setting<Duration> INTERVAL =
                Setting.duration("interval", "5s", Duration.ofMillis(1), Duration.ofDays(1), "How often.");

        @Override
        public Duration convert(String text) {
            try {
                return INTERVAL.parse(text, "command line");
            } catch (ConfigException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }
}
