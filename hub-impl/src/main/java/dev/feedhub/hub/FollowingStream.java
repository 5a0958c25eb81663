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
            while (true) {
                Waits.check(ctx);
                Signal<T> signal = ready(ctx);
                if (signal == null) {
                    signal = awaitSignal(ctx);
                }
                if (signal != null) {
                    notice = null;
                    position = signal.cursor();
                    return signal;
                }
            }
        } finally {
            finishTurn();
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
                Signal<T> signal = ready(Context.background());
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
            finishTurn();
        }
    }

    /** The next signal that needs no waiting, or null. */
    private @Nullable Signal<T> ready(Context ctx) {
        while (notice == null) {
            requireOpen();
            Entry<T> entry = pages.poll();
            if (entry != null) {
                return new Event<>(entry);
            }
            position = pages.through();
            notice = pages.load(ctx, null);
            if (notice == null && pages.isEmpty() && pages.atEnd()) {
                if (caughtUp) {
                    return null;
                }
                caughtUp = true;
                notice = new CaughtUp<>(pages.through());
            }
        }
        return notice;
    }

    /** Waits for the store to change; null where it has. */
    private @Nullable Signal<T> awaitSignal(Context ctx) throws InterruptedException {
        try (Cancellable wait = ctx.withTimeout(options.progressEvery()).withCancel()) {
            waiting = wait;
            requireOpen();
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
        if (turn.isEnded()) {
            throw new ClosedException("the stream");
        }
    }

    @Override
    public Cursor position() {
        return position;
    }

    @Override
    public void close() {
        switch (turn.end()) {
            case MINE -> turn.detached();
            case ANOTHERS -> wake();
            case BEFORE -> {}
        }
    }

    private void wake() {
        Cancellable wait = waiting;
        if (wait != null) {
            wait.close();
        }
    }

    private void finishTurn() {
        if (turn.finish()) {
            turn.detached();
        }
    }

    @Override
    public String toString() {
        return "EventStream[" + options.filter() + ", position " + position + "]";
    }
}
