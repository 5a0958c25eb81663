package dev.feedhub.hub;

import dev.feedhub.Cursor;
import dev.feedhub.FeedhubException;
import dev.feedhub.LabelFilter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one filter, for all listeners that share it: a ring that one writer fills, and that any number of readers
 * read at positions of their own. Putting an entry in costs the same for one reader and for ten thousand, none of whom the writer
 * knows. After the broadcast buffer of Agrona.
 *
 * <p>The channel numbers its entries from 0. The writer, the hub's thread, goes through three steps: it claims a run of numbers,
 * writes their slots, and publishes what it wrote. A reader of capacity c takes the oldest of the newest c published entries that
 * it has not taken, and knows by subtraction how many it has lost. Having read a slot it looks at the claim again: if
 * that still leaves the slot alone, what it read is what was published; else it starts over.
 *
 * <p>The ring has twice as many slots as the window, the capacity rounded up to a power of two, and a claim covers at most half
 * a window. So the newest c published entries are never within a claim: whoever starts over finds them.
 *
 * <p>A channel is registered while the hub may be dispatching, without a handshake. {@code skipThrough} says where it begins, and
 * whoever comes first settles it: the hub, when it first sees the channel, with the last entry before the batch that it is about
 * to dispatch; or the listener, with the last entry of the batch that the hub has last announced. In the second case the hub
 * has not looked for channels since the announcement, or it looked too early and will not put any entry of that batch in: either
 * way it begins with the entry after. Announcing comes before looking, registering before reading the announcement.
 */
final class BroadcastChannel<T> {
    /** A reader with such a window can wait for a core for a third of a millisecond before it loses entries. */
    private static final int ROOMY_WINDOW = 8_192;

    /** How many entries ago a reader may have kept up, to be taken for one that does. */
    private static final long LATELY = 1 << 20;

    private static final VarHandle CLAIMED;
    private static final VarHandle PUBLISHED;
    private static final VarHandle DRAINED;
    private static final VarHandle END;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle SKIP_THROUGH;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CLAIMED = lookup.findVarHandle(BroadcastChannel.class, "claimed", long.class);
            PUBLISHED = lookup.findVarHandle(BroadcastChannel.class, "published", long.class);
            DRAINED = lookup.findVarHandle(BroadcastChannel.class, "drained", boolean.class);
            END = lookup.findVarHandle(BroadcastChannel.class, "end", Supplier.class);
            SKIP_THROUGH = lookup.findVarHandle(BroadcastChannel.class, "skipThrough", Cursor.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final LabelFilter filter;
    private final int claimSize;
    private final int leastPublished; // before the core is given away again
    private final int mask;
    private final @Nullable Object[] slots;
    private final SleeperQueue sleepers = new SleeperQueue();

    private volatile long claimed; // no slot of this number or above is being written
    private volatile long published; // every number below it can be read
    private volatile boolean drained; // a reader had taken everything
    private volatile @Nullable Cursor skipThrough; // set once
    private volatile @Nullable Supplier<FeedhubException> end; // set once: nothing is published after it

    // the writer only
    private final PaddedLong written = new PaddedLong();
    private long begin = Long.MAX_VALUE; // nothing is put in before it is admitted
    private boolean touched;
    private long gaveWayAt = -LATELY;

    /** A channel for readers of a capacity up to {@code window}, a power of two. */
    BroadcastChannel(LabelFilter filter, int window) {
        this.filter = filter;
        this.claimSize = Math.max(1, window / 2);
        this.leastPublished = Math.max(claimSize, Yielding.LONG_RUN);
        this.slots = new @Nullable Object[2 * window];
        this.mask = slots.length - 1;
    }

    LabelFilter filter() {
        return filter;
    }

    /** The largest capacity of a reader. */
    int window() {
        return slots.length / 2;
    }

    SleeperQueue sleepers() {
        return sleepers;
    }

    /** Settles where this begins unless that is settled; gives what is settled. */
    Cursor beginAfter(Cursor cursor) {
        SKIP_THROUGH.compareAndSet(this, null, cursor);
        return Objects.requireNonNull(skipThrough);
    }

    // ---- the writer

    /** Lets entries in, those after a cursor unless a listener has settled on an earlier or later one. */
    void admitAfter(Cursor cursor) {
        begin = beginAfter(cursor).position();
    }

    /**
     * Puts the entries from one index to before another in, not yet published; the first since the last publication adds this to
     * {@code touchedChannels}. Gives the index that it came to: an earlier one where it published what is in and {@link #wantsWay}.
     */
    int put(Batch<T> batch, int from, int to, List<BroadcastChannel<T>> touchedChannels) {
        int next = from;
        while (next < to && batch.get(next).position() <= begin) {
            next++;
        }
        if (next == to) {
            return to;
        }
        if (!touched) {
            touched = true;
            touchedChannels.add(this);
        }
        while (next < to) {
            long number = written.own();
            if (number == claimed) {
                PUBLISHED.setRelease(this, number);
                if (wantsWay()) {
                    return next;
                }
                CLAIMED.setOpaque(this, number + claimSize);
                VarHandle.storeStoreFence();
            }
            int slot = (int) number & mask;
            int run = (int) Math.min(Math.min(to - next, claimed - number), slots.length - slot);
            batch.copy(next, slots, slot, run);
            next += run;
            written.setOwn(number + run);
        }
        return to;
    }

    /**
     * Whether readers are to have the core: one that waits for more had taken everything, and half a window or more was published
     * since this was last so. Who keeps up would lose entries otherwise wherever the writer has its core for longer than a queue lasts.
     */
    boolean wantsWay() {
        if (!drained || published - gaveWayAt < leastPublished) {
            return false;
        }
        gaveWayAt = published;
        DRAINED.setOpaque(this, false);
        return true;
    }

    /** Whether a reader kept up lately that loses entries where it has to wait for a core. */
    boolean isTight() {
        return slots.length < 2 * ROOMY_WINDOW && published - gaveWayAt < LATELY;
    }

    /** Publishes what was put in. A full fence has to follow before the sleepers are looked at. */
    void publish() {
        touched = false;
        PUBLISHED.setRelease(this, written.own());
    }

    /** Wakes up to so many sleepers that have something to take; says whether any was left to. */
    boolean wake(int atMost) {
        return sleepers.wake(published, atMost);
    }

    /** Ends this: readers take what is left, and then get this exception. From any thread; the first end counts. */
    void end(Supplier<FeedhubException> cause) {
        END.compareAndSet(this, null, cause);
        sleepers.wake(Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    // ---- readers

    /** What ended this, or null while it goes on; asked before {@link #published}, which then is final. */
    @Nullable
    Supplier<FeedhubException> end() {
        return end;
    }

    long published() {
        return published;
    }

    /** Tells the writer that a reader has taken everything. */
    void drained() {
        if (!drained) {
            DRAINED.setOpaque(this, true);
        }
    }

    /** What a slot holds: the entry of a number, if {@link #holds} says so afterwards. */
    @SuppressWarnings("unchecked")
    @Nullable
    PublishedItem<T> read(long number) {
        return (PublishedItem<T>) SLOT.getOpaque(slots, (int) number & mask);
    }

    /** Whether everything read of a number, and of later ones, was still there when it was read. */
    boolean holds(long number) {
        VarHandle.acquireFence();
        return (long) CLAIMED.getOpaque(this) - number <= slots.length;
    }
}
