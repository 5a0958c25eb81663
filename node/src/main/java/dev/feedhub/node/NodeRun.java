package dev.feedhub.node;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Drained;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.server.HubServer;
import dev.feedhub.server.ServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One run of a node: the hub with its store, the sources, and the server start in this order and stop in reverse, until somebody asks to
 * stop or the hub fails.
 */
final class NodeRun {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(200); // how often it looks whether the hub has failed
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty"); // held, or the setting would be garbage

    /**
     * What publishes beside clients.
     *
     * @param heartbeat how often a beat is published; zero for never
     * @param flightRecorder whether the events of this JVM are
     * @param stdin whether the lines of the input are
     * @param label under which they are
     */
    record Sources(Duration heartbeat, boolean flightRecorder, boolean stdin, String label) {}

    private final Terminal terminal;
    private final HubConfig config;
    private final CountDownLatch stop;
    private final List<Supplier<Optional<String>>> watched = new ArrayList<>(); // why a source ended
    private boolean inOrder = true;

    /** A node, which runs until {@code stop} is counted down. */
    NodeRun(Terminal terminal, HubConfig config, CountDownLatch stop) {
        this.terminal = terminal;
        this.config = config;
        this.stop = stop;
    }

    /** Gives the exit status. */
    int run(InetSocketAddress listen, Sources sources) throws InterruptedException {
        JETTY.setLevel(Level.WARNING);
        try (NodeParts parts = new NodeParts(this::tellFailure)) {
            Hub<byte[]> hub = Hub.open(config, Codec.bytes());
            parts.started("hub", () -> stop(hub));
            HeartbeatSource heartbeat = new HeartbeatSource(hub.feed());
            parts.started("heartbeat", heartbeat::close);
            heartbeat.adjust(sources.heartbeat());
            startFlightRecorder(parts, hub, sources);
            startInput(parts, hub, sources);
            if (startServer(parts, hub, heartbeat, listen)) {
                awaitStop(hub);
                tellOfSources();
                tell("stopping");
            }
        }
        return inOrder ? ExitStatus.INTERRUPTED : ExitStatus.FAILED;
    }

    private boolean startServer(NodeParts parts, Hub<byte[]> hub, HeartbeatSource heartbeat, InetSocketAddress listen) {
        try {
            HubServer server = HubServer.start(hub, heartbeat, ServerOptions.listening(listen));
            parts.started("server", server::close);
            tell("node listens on " + server.uri() + ", store " + config.get(HubConfig.STORE)
                    + StoreOptions.folder(config).map(folder -> " in " + folder).orElse(""));
            return true;
        } catch (IOException cannotListen) {
            inOrder = false;
            tell(String.valueOf(cannotListen.getMessage()));
            return false;
        }
    }

    private void awaitStop(Hub<byte[]> hub) throws InterruptedException {
        while (!stop.await(LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
            if (hub.state() != Hub.State.RUNNING) {
                inOrder = false;
                return;
            }
            tellOfSources();
        }
    }

    /** Tells, once, of each source that ended before its time. */
    private void tellOfSources() {
        watched.removeIf(source -> {
            Optional<String> failure = source.get();
            failure.ifPresent(this::tell);
            return failure.isPresent();
        });
    }

    private void startFlightRecorder(NodeParts parts, Hub<byte[]> hub, Sources sources) {
        if (sources.flightRecorder()) {
            FlightRecorderSource source =
                    new FlightRecorderSource(FlightRecorderSource.prepare(), new SourcePublisher(hub.feed()));
            source.start();
            parts.started("flight recorder", source::stop);
            watched.add(() -> source.result().failure().map(failure -> "flight recorder: " + failure));
        }
    }

    private void startInput(NodeParts parts, Hub<byte[]> hub, Sources sources) {
        if (sources.stdin()) {
            int longest = (int) Math.min(1 << 30, config.get(HubConfig.FEED_MAX_BYTES));
            LinePublisher lines = new LinePublisher(
                    LineReader.ofBytes(terminal.in(), longest),
                    new RawLines(new LineLabels(sources.label(), Optional.empty())),
                    hub.feed(),
                    PublishTarget.LIMIT_OF_A_FEED);
            lines.start();
            parts.started("standard input", lines::stop);
            watched.add(() -> lines.failure().map(failure -> "standard input: " + failure));
        }
    }

    private void stop(Hub<byte[]> hub) throws InterruptedException {
        try (hub) {
            Drained drained = hub.stop(Context.background().withTimeout(PATIENCE));
            tell("stopped; " + drained.items() + " items drained; newest "
                    + StoreFacts.given(drained.newest()).map(Object::toString).orElse("none"));
        }
    }

    private void tellFailure(String part, Exception failure) {
        inOrder = false;
        tell(part + " did not stop in order: " + ExitStatus.message(failure));
    }

    private void tell(String message) {
        terminal.err().println("feedhub: " + message);
        terminal.err().flush();
    }
}
