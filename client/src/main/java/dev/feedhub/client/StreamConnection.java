package dev.feedhub.client;

import dev.feedhub.Codec;
import dev.feedhub.Cursor;
import dev.feedhub.Signal;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A stream's connection to a node, made again wherever it is cut or nothing is heard. Nothing here waits: the taker asks again when the monitor
 * has changed, or the time is over that he is told.
 */
final class StreamConnection<T> {
    private static final System.Logger LOG = System.getLogger("dev.feedhub.client");
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Node node;
    private final StreamRequest request;
    private final RemoteSignals<T> signals;
    private final Monitor monitor;
    private final Duration longestSilence;

    private volatile @Nullable CompletableFuture<HttpResponse<Answer>> connecting;
    private volatile @Nullable SseBody body;
    private volatile boolean closed;

    // the taker's
    private final Backoff backoff = new Backoff();
    private SseParser parser = new SseParser();
    private long dueAt = System.nanoTime(); // to connect, or to give up a connection that is silent
    private boolean cameOn; // since it was connected
    private boolean warned; // since it last came on
    private @Nullable Exception lost; // why it could not go on, since it last did

    /**
     * What a node answers.
     *
     * @param body goes on, or is null where it refuses
     * @param refusal why
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Answer(@Nullable SseBody body, byte[] refusal) {}

    StreamConnection(Node node, StreamRequest request, Codec<T> codec, Monitor monitor) {
        this.node = node;
        this.request = request;
        this.signals = new RemoteSignals<>(codec);
        this.monitor = monitor;
        this.longestSilence = request.heartbeat().multipliedBy(2).plus(GRACE);
    }

    /** Where the stream starts; null before the node has told. */
    @Nullable
    Cursor start() {
        return signals.start();
    }

    /** From where it goes on; null before the node has told where the stream starts. */
    @Nullable
    Cursor position() {
        return signals.position();
    }

    /** Why it could not go on, if it could not the last time. */
    Optional<Exception> failure() {
        return Optional.ofNullable(lost);
    }

    /** Whether there may be something new; within the monitor. */
    boolean isReady() {
        SseBody open = body;
        CompletableFuture<?> attempt = connecting;
        return (open != null && open.isReady()) || (attempt != null && attempt.isDone());
    }

    /** When to ask again, though nothing has changed. */
    Duration untilDue() {
        return Duration.ofNanos(Math.max(0, dueAt - System.nanoTime()));
    }

    /**
     * The next signal, if it is here; connects if that is due.
     *
     * @throws RuntimeException what the node refuses the stream for
     */
    @Nullable
    Signal<T> poll() {
        try {
            Signal<T> signal = received();
            while (signal == null && advance()) {
                signal = received();
            }
            return signal;
        } catch (IOException cut) {
            disconnected(cut);
            warn(cut);
            return null;
        }
    }

    private @Nullable Signal<T> received() throws IOException {
        for (SseParser.Event event = parser.poll(); event != null; event = parser.poll()) {
            Cursor before = signals.position();
            Signal<T> signal = signals.of(event);
            if (!Objects.equals(before, signals.position())) {
                backoff.reset();
                lost = null;
            }
            if (!event.name().equals("start")) {
                cameOn();
            }
            if (signal != null) {
                return signal;
            }
        }
        return null;
    }

    /** The node gives more than where the stream starts: an entry, or that there is none. */
    private void cameOn() {
        cameOn = true;
        if (warned) {
            warned = false;
            LOG.log(System.Logger.Level.INFO, "the stream of the node at " + node.uri() + " has come on again");
        }
    }

    /** Takes a step; false where the next one has to be waited for. */
    private boolean advance() throws IOException {
        SseBody open = body;
        CompletableFuture<HttpResponse<Answer>> attempt = connecting;
        if (open != null) {
            return read(open);
        } else if (attempt != null) {
            return connected(attempt);
        } else if (System.nanoTime() - dueAt >= 0) {
            connect();
        }
        return false;
    }

    private boolean read(SseBody open) throws IOException {
        List<ByteBuffer> pieces = open.take();
        pieces.forEach(parser::add);
        if (!pieces.isEmpty()) {
            dueIn(longestSilence);
            return true;
        } else if (open.isOver()) {
            throw new IOException("the connection was closed");
        }
        requireNotDue();
        return false;
    }

    private void requireNotDue() throws IOException {
        if (System.nanoTime() - dueAt >= 0) {
            throw new IOException("nothing was heard for " + longestSilence.toSeconds() + " s");
        }
    }

    private void connect() {
        CompletableFuture<HttpResponse<Answer>> attempt = node.send(
                request.at(node, signals.position()),
                head -> head.statusCode() == 200
                        ? BodySubscribers.mapping(new SseBody(monitor), events -> new Answer(events, new byte[0]))
                        : BodySubscribers.mapping(BodySubscribers.ofByteArray(), text -> new Answer(null, text)));
        connecting = attempt;
        cameOn = false;
        dueIn(longestSilence);
        var unused = attempt.whenComplete((answer, failure) -> monitor.change(() -> {}));
        if (closed) {
            close();
        }
    }

    private boolean connected(CompletableFuture<HttpResponse<Answer>> attempt) throws IOException {
        if (!attempt.isDone()) {
            requireNotDue();
            return false;
        }
        try {
            HttpResponse<Answer> response = attempt.join();
            body = response.body().body();
            connecting = null;
            if (body == null) {
                refused(NodeFault.of(
                        node.uri(), response.statusCode(), response.body().refusal()));
            }
            return true;
        } catch (CompletionException | CancellationException failed) {
            throw new IOException(Node.text(failed.getCause() == null ? failed : failed.getCause()), failed);
        }
    }

    private void refused(NodeFault fault) throws IOException {
        if (fault.isPassing() || fault.kind().equals("hub_failed")) {
            throw new IOException(fault.getMessage(), fault);
        }
        disconnected(fault);
        throw fault.inTermsOfTheApi();
    }

    private void disconnected(Exception why) {
        close(body);
        body = null;
        CompletableFuture<?> attempt = connecting;
        if (attempt != null) {
            attempt.cancel(true);
        }
        connecting = null;
        parser = new SseParser(); // what was cut off comes again
        dueIn(backoff.next());
        lost = why;
    }

    /** Once until it comes on again, and not of a cut: that may be mended at once. */
    private void warn(Exception why) {
        if (!cameOn && !warned && !closed && !node.isClosed()) {
            warned = true;
            LOG.log(System.Logger.Level.WARNING, node.unreachable(why).getMessage() + "; the stream tries again");
        }
    }

    private void dueIn(Duration duration) {
        dueAt = System.nanoTime() + duration.toNanos();
    }

    /** Ends it; from any thread. */
    void close() {
        closed = true;
        CompletableFuture<HttpResponse<Answer>> attempt = connecting;
        if (attempt != null) {
            attempt.cancel(true);
            var unused = attempt.thenAccept(response -> close(response.body().body()));
        }
        close(body);
    }

    private static void close(@Nullable SseBody open) {
        if (open != null) {
            open.cancel();
        }
    }
}
