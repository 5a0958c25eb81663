package dev.feedhub.hub;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.Delivery;
import dev.feedhub.Entry;
import dev.feedhub.EntrySink;
import dev.feedhub.EventStream;
import dev.feedhub.FeedhubException;
import dev.feedhub.HubFailedException;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Signal;
import dev.feedhub.Signal.CaughtUp;
import dev.feedhub.Signal.Event;
import dev.feedhub.Signal.FellBehind;
import dev.feedhub.Signal.Progress;
import dev.feedhub.StreamOptions;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a hub: pages while behind, then a listener, joined by position.
 *
 * <p>{@code pages.through()} is the one position: every matching entry up to it was given. While there is no listener, pages are
 * read up to the end of the store. Once the hub has dispatched all of that, a listener is made, which therefore begins there or
 * later; {@code readThrough} is where: pages are read up to exactly there, and the listener goes on with the entry after. A
 * delivery with losses before it is held back, {@code readThrough} becomes the position before it, and the same pages that
 * brought the stream up bring back what was lost. Entries are never compared with each other and none is remembered.
 */
final class JoiningStream<T> implements EventStream<T> {
    private final LiveEntries<T> hub;
    private final HubLifecycle lifecycle;
    private final StoreHistory<T> history;
    private final StreamOptions options;
    private final TakerTurn turn = new TakerTurn("the stream");

    private volatile Cursor position;
    private volatile @Nullable Listener<T> listener;
    private volatile boolean closed;

    // of whoever has the turn
    private final PageBuffer<T> pages;
    private Cursor readThrough = Cursor.ORIGIN;
    private @Nullable Delivery<T> held;
    private @Nullable Signal<T> notice;
    private boolean atStoreEnd;
    private boolean caughtUp;

    JoiningStream(
            LiveEntries<T> hub,
            HubLifecycle lifecycle,
            StoreHistory<T> history,
            boolean consecutive,
            StreamOptions options) {
        this.hub = hub;
        this.lifecycle = lifecycle;
        this.history = history;
        this.options = options;
        if (options.start() instanceof StreamOptions.Now) {
            position = join().registeredAfter();
        } else {
            position = StreamStart.resolve(history, options.start());
        }
        this.pages = new PageBuffer<>(history, options.filter(), consecutive, position);
    }

    @Override
    public Signal<T> next(Context ctx) throws InterruptedException {
        Objects.requireNonNull(ctx, "ctx");
        lifecycle.requireOtherThread("EventStream.next");
        turn.begin();
        try {
            Signal<T> signal = null;
            while (signal == null) {
                Waits.check(ctx);
                signal = ready(ctx);
                if (signal == null && isAheadOfHub()) {
                    hub.awaitDispatch(ctx);
                } else if (signal == null && !isBehind()) {
                    signal = awaitSignal(ctx);
                }
            }
            notice = null;
            position = signal.cursor();
            return signal;
        } catch (ClosedException end) {
            throw ended(end);
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
            while (signal == null && isBehind() && !isAheadOfHub()) {
                signal = ready(Context.background());
            }
            return signal;
        } catch (ClosedException | HubFailedException end) {
            if (first) {
                throw ended(end);
            }
            return null;
        }
    }

    /** Whether there is more to read from the store before there is anything to wait for. */
    private boolean isBehind() {
        return listener == null || pages.through().position() < readThrough.position();
    }

    /** Whether all of the store was read, and the hub has not yet dispatched all of that. */
    private boolean isAheadOfHub() {
        return listener == null && atStoreEnd;
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
            Listener<T> live = listener;
            if (live != null && !isBehind()) {
                return held != null ? given(held) : polled(ctx, live);
            }
            if (isAheadOfHub()) {
                if (hub.dispatched().position() < pages.newest().position()) {
                    lifecycle.requireNotEnded();
                    return null;
                }
                join();
                continue;
            }
            notice = pages.load(ctx, live == null ? null : readThrough);
            if (notice == null && pages.isEmpty() && !pages.atEnd()) {
                return null;
            }
            atStoreEnd = notice == null && pages.isEmpty();
        }
        return notice;
    }

    private Listener<T> join() {
        Listener<T> live = hub.listen(new ListenOptions(options.filter(), options.capacity()));
        readThrough = live.registeredAfter();
        listener = live;
        if (closed) {
            live.close();
        }
        return live;
    }

    /** What was dispatched before an empty poll has been taken; so there is nothing left if that is all the store has. */
    private @Nullable Signal<T> polled(Context ctx, Listener<T> live) {
        Cursor dispatched = hub.dispatched();
        Delivery<T> delivery = live.poll();
        if (delivery != null) {
            return delivered(delivery);
        }
        if (caughtUp || history.storeSpan(ctx).newest().position() > dispatched.position()) {
            return null;
        }
        caughtUp = true;
        pages.skipThrough(dispatched);
        notice = new CaughtUp<>(pages.through());
        return notice;
    }

    private Signal<T> delivered(Delivery<T> delivery) {
        if (delivery.lost() == 0) {
            return given(delivery);
        }
        held = delivery;
        readThrough = before(delivery.entry().cursor());
        caughtUp = false;
        notice = new FellBehind<>(pages.through(), delivery.lost());
        return notice;
    }

    /** A position of the hub's own epoch, as that of the entry is: what was lost before it is of this hub too. */
    private static Cursor before(Cursor cursor) {
        return new Cursor(cursor.position() - 1, cursor.epoch());
    }

    private Signal<T> given(Delivery<T> delivery) {
        held = null;
        pages.skipThrough(delivery.entry().cursor());
        return new Event<>(delivery.entry());
    }

    /** Waits for a delivery; null where it is worth looking again. */
    private @Nullable Signal<T> awaitSignal(Context ctx) throws InterruptedException {
        Listener<T> live = Objects.requireNonNull(listener);
        try {
            Duration patience = caughtUp ? options.progressEvery() : LiveEntries.DISPATCH_PAUSE;
            return delivered(live.next(ctx.withTimeout(patience)));
        } catch (DeadlineExceededException waitedLongEnough) {
            ctx.check();
            return caughtUp ? progress(live) : null;
        }
    }

    private Signal<T> progress(Listener<T> live) {
        Cursor dispatched = hub.dispatched();
        Delivery<T> delivery = live.poll();
        if (delivery != null) {
            return delivered(delivery);
        }
        pages.skipThrough(dispatched);
        return new Progress<>(pages.through());
    }

    private void requireOpen() {
        if (closed) {
            throw new ClosedException("the stream");
        }
    }

    private FeedhubException ended(FeedhubException end) {
        if (closed) {
            return new ClosedException("the stream");
        }
        return lifecycle.hasEnded() ? lifecycle.failure() : end;
    }

    @Override
    public Cursor position() {
        return position;
    }

    @Override
    public void close() {
        closed = true; // and only then look for the listener: the taker looks in the opposite order
        Listener<T> live = listener;
        if (live != null) {
            live.close();
        }
    }

    @Override
    public String toString() {
        return "EventStream[" + options.filter() + ", position " + position + "]";
    }
}
