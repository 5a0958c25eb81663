package dev.feedhub.client;

import dev.feedhub.ClosedException;
import dev.feedhub.Codec;
import dev.feedhub.ConcurrentUseException;
import dev.feedhub.Context;
import dev.feedhub.ContextDoneException;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.EntrySink;
import dev.feedhub.EventStream;
import dev.feedhub.Registration;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A stream of a node. It is connected anew wherever its connection is cut, and goes on after what it has taken. */
final class RemoteStream<T> implements EventStream<T> {
    private final StreamOptions options;
    private final Monitor monitor = new Monitor();
    private final StreamConnection<T> connection;
    private final Registration closing; // with its client
    private final AtomicBoolean taking = new AtomicBoolean();

    private volatile Cursor position;
    private volatile boolean closed;
    private @Nullable Signal<T> pending; // whoever is taking

    /**
     * Waits until the node tells where the stream starts; takes no notice of interrupts.
     *
     * @throws dev.feedhub.StoreException if the node cannot be reached
     */
    RemoteStream(Node node, Codec<T> codec, StreamOptions options) {
        this.options = options;
        this.connection = new StreamConnection<>(node, new StreamRequest(options), codec, monitor);
        this.closing = node.onClose(this::close);
        try {
            this.position = start(node);
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    private Cursor start(Node node) {
        Context patience = Context.background().withTimeout(node.patience());
        while (connection.start() == null) {
            node.requireOpen();
            pending = connection.poll();
            if (connection.start() == null && !awaitMore(patience)) {
                throw node.unreachable(
                        connection.failure().orElseGet(() -> new IOException("no answer within " + node.patience())));
            }
        }
        return Objects.requireNonNull(connection.start());
    }

    /** False where the time is over. */
    private boolean awaitMore(Context patience) {
        try {
            return monitor.awaitUninterruptibly(
                    patience.withTimeout(connection.untilDue()), () -> (closed || connection.isReady()) ? true : null);
        } catch (DeadlineExceededException due) {
            return !patience.isDone();
        }
    }

    @Override
    public Signal<T> next(Context ctx) throws InterruptedException {
        Objects.requireNonNull(ctx, "ctx");
        begin();
        try {
            Context patience = ctx.withTimeout(options.progressEvery());
            Signal<T> signal = null;
            while (signal == null) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                ctx.check();
                signal = ready();
                if (signal == null && patience.isDone()) {
                    ctx.check(); // its deadline may have passed meanwhile
                    signal = new Signal.Progress<>(Objects.requireNonNull(connection.position()));
                } else if (signal == null) {
                    awaitChange(patience);
                }
            }
            pending = null;
            position = signal.cursor();
            return signal;
        } finally {
            taking.set(false);
        }
    }

    private @Nullable Signal<T> ready() {
        if (closed) {
            throw new ClosedException("the stream");
        }
        return pending == null ? connection.poll() : pending;
    }

    private void awaitChange(Context patience) throws InterruptedException {
        try {
            boolean unused = monitor.await(
                    patience.withTimeout(connection.untilDue()), () -> (closed || connection.isReady()) ? true : null);
        } catch (ContextDoneException done) {
            // the caller looks which of them it was
        }
    }

    @Override
    public int drain(int max, EntrySink<T> sink) {
        if (max < 1) {
            throw new IllegalArgumentException("max " + max + " of a drain: at least 1 is allowed");
        }
        Objects.requireNonNull(sink, "sink");
        begin();
        try {
            int drained = 0;
            while (drained < max) {
                Signal<T> signal = ready();
                if (!(signal instanceof Signal.Event<T> event)) {
                    pending = signal;
                    break;
                }
                pending = null;
                position = event.cursor();
                drained++;
                sink.accept(event.entry(), 0);
            }
            return drained;
        } finally {
            taking.set(false);
        }
    }

    private void begin() {
        if (!taking.compareAndSet(false, true)) {
            throw new ConcurrentUseException("the stream");
        }
    }

    @Override
    public Cursor position() {
        return position;
    }

    @Override
    public void close() {
        monitor.change(() -> closed = true);
        connection.close();
        closing.close();
    }

    @Override
    public String toString() {
        return "EventStream[" + options.filter() + ", position " + position + "]";
    }
}
