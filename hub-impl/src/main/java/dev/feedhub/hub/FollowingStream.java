package dev.feedhub.hub;

import dev.feedhub.Cancellable;
import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.ContextDoneException;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.Entry;
import dev.feedhub.EntrySink;
import dev.feedhub.EventStream;
import dev.feedhub.Signal;
import dev.feedhub.Signal.CaughtUp;
import dev.feedhub.Signal.Event;
import dev.feedhub.Signal.Progress;
import dev.feedhub.StreamOptions;
import dev.feedhub.store.Store;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stream of a reader: page after page of a store that another writes, waiting at its end for the store to change. */
final class FollowingStream<T> implements EventStream<T> {
    private final Store store;
    private final StreamOptions options;
    private final TakerTurn turn = new TakerTurn("the stream");

    private volatile Cursor position;
    private volatile @Nullable Cancellable waiting; // closed to wake the taker
    private volatile boolean closed;

    // of whoever has the turn
    private final PageBuffer<T> pages;
    private @Nullable Signal<T> notice;
    private boolean caughtUp;

    FollowingStream(Store store, StoreHistory<T> history, boolean consecutive, StreamOptions options) {
        this.store = store;
        this.options = options;
        this.position = StreamStart.resolve(history, options.start());
        this.pages = new PageBuffer<>(history, options.filter(), consecutive, position);
    }

    @Override
    public Signal<T> next(Context ctx) throws InterruptedException {
        Objects.requireNonNull(ctx, "ctx");
        turn.begin();
        try {
            Context patience = ctx.withTimeout(options.progressEvery());
            Signal<T> signal = null;
            while (signal == null) {
                Waits.check(ctx);
                signal = ready(ctx);
                if (signal == null && pages.atEnd()) {
                    signal = awaitSignal(ctx, patience);
                }
            }
            notice = null;
            position = signal.cursor();
            return signal;
        } finally {
            turn.finish();
        }
    }

    @Override
    public int drain(int max, EntrySink<T> sink) {
        if (max < 1) {
            throw new IllegalArgumentException("max " + max + " of a drain: at least 1 is allowed");
        }
        Objects.requireNonNull(sink, "sink");
        turn.begin();
        try {
            int drained = 0;
            while (drained < max) {
                Signal<T> signal = readyForBatch(drained == 0);
                if (!(signal instanceof Event<T> event)) {
                    notice = signal;
                    break;
                }
                position = event.cursor();
                drained++;
                sink.accept(event.entry(), 0);
            }
            return drained;
        } finally {
            turn.finish();
        }
    }

    /** The next signal that needs no waiting, or null; an end that is met after something was taken is left to the next call. */
    private @Nullable Signal<T> readyForBatch(boolean first) {
        try {
            Signal<T> signal = ready(Context.background());
            while (signal == null && !pages.atEnd()) {
                signal = ready(Context.background());
            }
            return signal;
        } catch (ClosedException end) {
            if (first) {
                throw end;
            }
            return null;
        }
    }

    /** The next signal that needs no waiting; null where there is none, or none within one page while behind. */
    private @Nullable Signal<T> ready(Context ctx) {
        requireOpen();
        while (notice == null) {
            Entry<T> entry = pages.poll();
            if (entry != null) {
                return new Event<>(entry);
            }
            position = pages.through();
            notice = pages.load(ctx, null);
            if (notice == null && pages.isEmpty()) {
                if (caughtUp || !pages.atEnd()) {
                    return null;
                }
                caughtUp = true;
                notice = new CaughtUp<>(pages.through());
            }
        }
        return notice;
    }

    /** Waits for the store to change; null where it has, also where nothing of that matches. */
    private @Nullable Signal<T> awaitSignal(Context ctx, Context patience) throws InterruptedException {
        try (Cancellable wait = patience.withCancel()) {
            waiting = wait;
            requireOpen();
            wait.check();
            if (!store.awaitChange(wait, pages.through().position())) {
                throw new ClosedException("the store");
            }
            return null;
        } catch (ContextDoneException done) {
            requireOpen();
            ctx.check();
            if (done instanceof DeadlineExceededException) {
                return new Progress<>(pages.through());
            }
            throw done;
        } finally {
            waiting = null;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new ClosedException("the stream");
        }
    }

    @Override
    public Cursor position() {
        return position;
    }

    @Override
    public void close() {
        closed = true; // and only then look who waits: the taker looks in the opposite order
        Cancellable wait = waiting;
        if (wait != null) {
            wait.close();
        }
    }

    @Override
    public String toString() {
        return "EventStream[" + options.filter() + ", position " + position + "]";
    }
}
