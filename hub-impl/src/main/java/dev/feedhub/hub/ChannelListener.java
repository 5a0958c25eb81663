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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A listener: a position in a channel, and how many entries it took on the way.
 *
 * <p>Loss is never recorded, it follows: of the entries between the start and {@code next}, those not taken are lost, and so are
 * those between {@code next} and the newest {@code capacity}. So a listener that nobody reads costs nothing at all. An entry
 * that is being taken may fall out of the newest {@code capacity} at that moment; the turn's stamp is odd then, and whoever
 * counts losses lets the taker go on until it is even, so that what was counted as lost is never taken.
 *
 * <p>Close settles where this ends and copies what is queued out of the ring, also where a taker is at work. It first says that
 * it is about to settle and then looks what is published; a taker looks in the opposite order, so it takes nothing beyond the end.
 * Where the hub overtakes the copying, close settles on a later end.
 */
final class ChannelListener<T> implements Listener<T> {
    private static final long OPEN = -1;
    private static final long SETTLING = -2;
    private static final VarHandle NEXT;
    private static final VarHandle TAKEN;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            NEXT = lookup.findVarHandle(ChannelListener.class, "next", long.class);
            TAKEN = lookup.findVarHandle(ChannelListener.class, "taken", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final BroadcastChannel<T> channel;
    private final ChannelSet<T> channels;
    private final int capacity;
    private final Cursor registeredAfter;
    private final long start;

    private final TakerTurn turn = new TakerTurn("the listener");
    private final SleeperQueue.Sleeper sleeper = new SleeperQueue.Sleeper();
    private final AtomicBoolean closing = new AtomicBoolean();

    // written by whoever has the turn
    private volatile long next;
    private volatile long taken;
    private long waitedAt; // next, when last a taker was about to park
    private long lostBefore; // of the entry taken last

    // written by whoever closes
    private volatile long endNumber = OPEN;
    private volatile @Nullable Window<T> window; // not null: this is closed

    /** What was queued at close: the entries below {@code end}, the last of them at the end of the array. */
    private static final class Window<T> {
        private final @Nullable PublishedItem<T>[] entries;
        private final long end;

        Window(@Nullable PublishedItem<T>[] entries, long end) {
            this.entries = entries;
            this.end = end;
        }

        PublishedItem<T> remove(long number) {
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
        this.waitedAt = start;
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
                turn.rest();
                entry = awaitEntry(ctx);
            }
            return new Delivery<>(entry, lostBefore);
        } finally {
            turn.finish();
        }
    }

    private PublishedItem<T> awaitEntry(Context ctx) throws InterruptedException {
        channel.drained();
        boolean longRun = next - waitedAt >= Yielding.LONG_RUN;
        if (longRun && Yielding.until(() -> channel.published() != next)) {
            Waits.check(ctx);
            turn.takeAgain();
            PublishedItem<T> entry = take();
            if (entry != null) {
                return entry;
            }
            turn.rest();
        }
        waitedAt = next;
        SleeperQueue sleepers = channel.sleepers();
        try (Waits wait = new Waits(ctx)) {
            while (true) {
                sleepers.enter(sleeper, next);
                wait.check();
                Supplier<FeedhubException> end = end();
                turn.takeAgain();
                PublishedItem<T> entry = take();
                if (entry != null) {
                    return entry;
                }
                turn.rest();
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
            if (window != null) {
                sleepers.forget(sleeper);
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
                channel.drained();
                return null;
            }
            return new Delivery<>(entry, lostBefore);
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
            Supplier<FeedhubException> end = end();
            int drained = 0;
            for (Entry<T> entry = take(); entry != null; entry = drained < max ? take() : null) {
                drained++;
                turn.rest();
                sink.accept(entry, lostBefore);
                turn.takeAgain();
            }
            if (drained == 0) {
                throwIfEnded(end);
            }
            if (drained < max) {
                channel.drained();
            }
            return drained;
        } finally {
            turn.finish();
        }
    }

    /** The oldest entry that is queued, now taken, or null; for who is taking, and only then looks what is published: see lost(). */
    private @Nullable PublishedItem<T> take() {
        long expected = next;
        if (expected == limit()) {
            return null;
        }
        PublishedItem<T> entry = null;
        long number = expected;
        while (entry == null) {
            Window<T> closed = window;
            number = oldest(closed == null ? limit() : closed.end);
            entry = closed == null ? readInRing(number) : closed.remove(number);
        }
        lostBefore = number - expected;
        TAKEN.setRelease(this, taken + 1);
        NEXT.setRelease(this, number + 1);
        return entry;
    }

    /** The entry of a number, or null where the hub has overtaken the reader. */
    @SuppressWarnings("ThreadPriorityCheck") // a preempted closer needs the core
    private @Nullable PublishedItem<T> readInRing(long number) {
        PublishedItem<T> entry = channel.read(number);
        if (channel.holds(number)) {
            return Objects.requireNonNull(entry);
        }
        Thread.yield();
        return null;
    }

    /** The number before which there may be entries to take: the next to be published, or where this was closed. */
    @SuppressWarnings("ThreadPriorityCheck") // a preempted closer needs the core
    private long limit() {
        long published = channel.published();
        long end = endNumber;
        while (end == SETTLING) {
            Thread.yield();
            end = endNumber;
        }
        return end == OPEN ? published : end;
    }

    private long oldest(long limit) {
        return Math.max(next, limit - capacity);
    }

    /** What ended this, or null; what is queued comes before it. */
    private @Nullable Supplier<FeedhubException> end() {
        return window == null ? channel.end() : () -> new ClosedException("the listener");
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
    @SuppressWarnings("ThreadPriorityCheck") // a preempted taker needs the core
    public long lost() {
        while (true) {
            long before = turn.stamp();
            long at = next;
            long lost = at - start - taken + Math.max(0, limit() - capacity - at);
            if ((before & 1) == 0 && turn.stamp() == before) {
                return lost;
            }
            Thread.yield();
        }
    }

    @Override
    public int queued() {
        long at = next;
        return (int) Math.min(capacity, limit() - at);
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
        if (closing.compareAndSet(false, true)) {
            window = settledWindow();
            sleeper.nudge();
            channel.sleepers().forget(sleeper);
            channels.leave(channel);
        }
    }

    /** Settles where this ends, and copies what is queued there. */
    private Window<T> settledWindow() {
        while (true) {
            endNumber = SETTLING;
            long end = channel.published();
            endNumber = end;
            long oldest = oldest(end);
            @SuppressWarnings("unchecked")
            @Nullable
            PublishedItem<T>[] entries = (PublishedItem<T>[]) new PublishedItem<?>[(int) (end - oldest)];
            for (int i = 0; i < entries.length; i++) {
                entries[i] = channel.read(oldest + i);
            }
            if (channel.holds(oldest)) {
                return new Window<>(entries, end);
            }
        }
    }

    @Override
    public String toString() {
        return "Listener[" + filter() + ", capacity " + capacity + ", queued " + queued() + ", lost " + lost() + "]";
    }
}
