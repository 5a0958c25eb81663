package dev.feedhub.hub;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Delivery;
import dev.feedhub.Entry;
import dev.feedhub.EntrySink;
import dev.feedhub.FeedhubException;
import dev.feedhub.LabelFilter;
import dev.feedhub.Listener;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A listener: a position in a channel, and how many entries it took on the way.
 *
 * <p>Loss is never recorded, it follows: of the entries between the start and {@code next}, those not taken are lost, and so are
 * those between {@code next} and the newest {@code capacity}. So a listener that nobody reads costs nothing at all.
 *
 * <p>A taker holds {@link TakerTurn}. Close ends the turn for good and copies what is queued out of the ring, which then
 * belongs to the hub alone; where a taker is at work, it does the copying when its turn ends.
 */
final class ChannelListener<T> implements Listener<T> {
    private final BroadcastChannel<T> channel;
    private final ChannelSet<T> channels;
    private final int capacity;
    private final Cursor registeredAfter;
    private final long start;

    private final TakerTurn turn = new TakerTurn("the listener");
    private final SleeperQueue.Sleeper sleeper = new SleeperQueue.Sleeper();

    // written by whoever has the turn
    private volatile long next;
    private volatile long taken;
    private long lostBefore; // of the entry taken last
    private volatile @Nullable Window<T> window; // set at close

    /** What was queued at close: the entries below {@code end}, the last of them at the end of the array. */
    private static final class Window<T> {
        private final @Nullable PublishedItem<T>[] entries;
        private final long end;

        Window(@Nullable PublishedItem<T>[] entries, long end) {
            this.entries = entries;
            this.end = end;
        }

        PublishedItem<T> take(long number) {
            int index = (int) (entries.length - (end - number));
            PublishedItem<T> entry = Objects.requireNonNull(entries[index]);
            entries[index] = null;
            return entry;
        }
    }

    ChannelListener(ChannelSet<T> channels, BroadcastChannel<T> channel, int capacity, long start, Cursor after) {
        this.channels = channels;
        this.channel = channel;
        this.capacity = capacity;
        this.registeredAfter = after;
        this.start = start;
        this.next = start;
    }

    @Override
    public Delivery<T> next(Context ctx) throws InterruptedException {
        Objects.requireNonNull(ctx, "ctx");
        channels.requireOtherThread("Listener.next");
        turn.begin();
        try {
            Waits.check(ctx);
            Supplier<FeedhubException> end = end();
            PublishedItem<T> entry = take();
            if (entry == null) {
                throwIfEnded(end);
                entry = awaitEntry(ctx);
            }
            return new Delivery<>(entry, lostBefore);
        } finally {
            endTurn();
        }
    }

    private PublishedItem<T> awaitEntry(Context ctx) throws InterruptedException {
        SleeperQueue sleepers = channel.sleepers();
        try (Waits wait = new Waits(ctx)) {
            while (true) {
                sleepers.enter(sleeper, next);
                wait.check();
                Supplier<FeedhubException> end = end();
                PublishedItem<T> entry = take();
                if (entry != null) {
                    return entry;
                }
                throwIfEnded(end);
                wait.park(channel);
                if (sleepers.leave(sleeper)) {
                    channel.wake(2);
                }
            }
        } finally {
            if (sleepers.leave(sleeper)) {
                channel.wake(2);
            }
        }
    }

    @Override
    public @Nullable Delivery<T> poll() {
        turn.begin();
        try {
            Supplier<FeedhubException> end = end();
            PublishedItem<T> entry = take();
            if (entry == null) {
                throwIfEnded(end);
                return null;
            }
            return new Delivery<>(entry, lostBefore);
        } finally {
            endTurn();
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
            Supplier<FeedhubException> end = end();
            int drained = 0;
            for (Entry<T> entry = take(); entry != null; entry = drained < max ? take() : null) {
                drained++;
                sink.accept(entry, lostBefore);
            }
            if (drained == 0) {
                throwIfEnded(end);
            }
            return drained;
        } finally {
            endTurn();
        }
    }

    /** The oldest entry that is queued, now taken, or null. */
    private @Nullable PublishedItem<T> take() {
        Window<T> closed = window;
        if (closed != null) {
            return next == closed.end ? null : taken(next, closed.take(next));
        }
        while (true) {
            long published = channel.published();
            if (next == published) {
                return null;
            }
            long number = oldest(published);
            PublishedItem<T> entry = channel.read(number);
            if (channel.holds(number)) {
                return taken(number, Objects.requireNonNull(entry));
            }
        }
    }

    private PublishedItem<T> taken(long number, PublishedItem<T> entry) {
        lostBefore = number - next;
        long takenBefore = taken;
        taken = takenBefore + 1;
        next = number + 1;
        return entry;
    }

    private long oldest(long published) {
        return Math.max(next, published - capacity);
    }

    /** What ended this, or null; what is queued comes before it. */
    private @Nullable Supplier<FeedhubException> end() {
        return turn.isEnded() ? () -> new ClosedException("the listener") : channel.end();
    }

    private static void throwIfEnded(@Nullable Supplier<FeedhubException> end) {
        if (end != null) {
            throw end.get();
        }
    }

    @Override
    public Cursor registeredAfter() {
        return registeredAfter;
    }

    @Override
    public long lost() {
        long at = next;
        long published = published();
        return at - start - taken + Math.max(0, published - capacity - at);
    }

    @Override
    public int queued() {
        long at = next;
        return (int) Math.min(capacity, published() - at);
    }

    private long published() {
        Window<T> closed = window;
        return closed == null ? channel.published() : closed.end;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public LabelFilter filter() {
        return channel.filter();
    }

    @Override
    public void close() {
        switch (turn.end()) {
            case MINE -> detach();
            case ANOTHERS -> sleeper.nudge();
            case BEFORE -> {}
        }
    }

    private void endTurn() {
        if (turn.finish()) {
            detach();
        }
    }

    /** Copies what is queued and leaves the channel, by whoever ended the last turn. */
    private void detach() {
        window = copyOfWindow();
        turn.detached();
        channel.sleepers().forget(sleeper);
        channels.leave(channel);
    }

    private Window<T> copyOfWindow() {
        while (true) {
            long published = channel.published();
            long oldest = oldest(published);
            @SuppressWarnings("unchecked")
            @Nullable
            PublishedItem<T>[] entries = (PublishedItem<T>[]) new PublishedItem<?>[(int) (published - oldest)];
            for (int i = 0; i < entries.length; i++) {
                entries[i] = channel.read(oldest + i);
            }
            if (channel.holds(oldest)) {
                return new Window<>(entries, published);
            }
        }
    }

    @Override
    public String toString() {
        return "Listener[" + filter() + ", capacity " + capacity + ", queued " + queued() + ", lost " + lost() + "]";
    }
}
