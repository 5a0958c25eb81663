package dev.feedhub.hub;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of many producers and one consumer, after the array queues of JCTools.
 *
 * <p>A producer claims a sequence number with one compare-and-set on {@code tail} and then fills the slot of that number. The
 * consumer copies slots in order, empties them, and then moves {@code head}, which is what producers measure fullness by, once
 * for the whole batch; so a slot is empty whenever it can be claimed.
 *
 * <p>{@code tail} carries two flags below the number. CLOSED: no number can be claimed any more, so everything claimed is
 * everything accepted. PARKED: the consumer has seen the ring empty and sleeps. A claim clears it, and whoever cleared it wakes the
 * consumer after filling the slot. That spares each publication the full fence that asking "is it asleep?" after filling would
 * cost, and the consumer one wake-up per item.
 */
final class ItemRing<I> {
    static final long FULL = -1;
    static final long CLOSED = -2;

    private static final @Nullable Object[] NOTHING = {};
    private static final int FLAGS = 2;
    private static final long PARKED_FLAG = 1;
    private static final long CLOSED_FLAG = 2;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    private final int capacity;
    private final int mask;
    private final @Nullable Object[] slots;

    // next number to claim, and the flags
    private final PaddedLong tail = new PaddedLong();

    // next number to take, below which every number can be claimed again; written by the consumer only
    private final PaddedLong head = new PaddedLong();

    ItemRing(int capacity) {
        this.capacity = capacity;
        this.slots = new @Nullable Object[Powers.atLeast(capacity)];
        this.mask = slots.length - 1;
    }

    /** Adds an item without waiting; gives its number, {@link #FULL} or {@link #CLOSED}. */
    long offer(I item, Thread consumer) {
        while (true) {
            long claim = tail.get();
            long number = claim >>> FLAGS;
            if ((claim & CLOSED_FLAG) != 0) {
                return CLOSED;
            }
            if (number - head.get() >= capacity) {
                return FULL;
            }
            if (tail.compareAndSet(claim, (number + 1) << FLAGS)) {
                SLOT.setRelease(slots, (int) number & mask, item);
                if ((claim & PARKED_FLAG) != 0) {
                    LockSupport.unpark(consumer);
                }
                return number;
            }
        }
    }

    /**
     * The items that the consumer can take, in their order; none only where there is none. Ends before an item whose producer has
     * claimed and not yet filled, and waits for that producer only where it is the oldest.
     */
    @Nullable
    Object[] waiting() {
        int count = (int) ((tail.get() >>> FLAGS) - head.own());
        if (count == 0) {
            return NOTHING;
        }
        int from = (int) head.own() & mask;
        awaitFilled(from);
        @Nullable Object[] items = new @Nullable Object[count];
        int beforeWrap = Math.min(count, slots.length - from);
        System.arraycopy(slots, from, items, 0, beforeWrap);
        System.arraycopy(slots, 0, items, beforeWrap, count - beforeWrap);
        VarHandle.acquireFence();
        int filled = 1;
        while (filled < count && items[filled] != null) {
            filled++;
        }
        return filled == count ? items : Arrays.copyOf(items, filled);
    }

    @SuppressWarnings("ThreadPriorityCheck") // a preempted producer needs the core
    private void awaitFilled(int slot) {
        while (SLOT.getAcquire(slots, slot) == null) {
            Thread.yield();
        }
    }

    /** Takes the first so many of what is {@link #waiting}, and gives their room back to the producers, all at once. */
    void remove(int count) {
        long next = head.own() + count;
        for (long number = head.own(); number < next; number++) {
            slots[(int) number & mask] = null;
        }
        head.set(next);
    }

    /** Whether there is no room at the moment; not so of a closed ring, which has none for ever. */
    boolean isFull() {
        long claim = tail.get();
        return (claim & CLOSED_FLAG) == 0 && (claim >>> FLAGS) - head.get() >= capacity;
    }

    /** Whether the consumer has nothing to take. */
    boolean isEmpty() {
        return tail.get() >>> FLAGS == head.own();
    }

    /** Announces that the consumer will park; false if there is something to do instead. */
    boolean announcePark() {
        long seen = tail.get();
        return seen >>> FLAGS == head.own()
                && (seen & CLOSED_FLAG) == 0
                && tail.compareAndSet(seen, seen | PARKED_FLAG);
    }

    /** Lets nobody claim any more. */
    void close() {
        long seen = tail.get();
        while ((seen & CLOSED_FLAG) == 0 && !tail.compareAndSet(seen, seen | CLOSED_FLAG)) {
            seen = tail.get();
        }
    }

    boolean isClosed() {
        return (tail.get() & CLOSED_FLAG) != 0;
    }

    /** How many items were ever added. */
    long accepted() {
        return tail.get() >>> FLAGS;
    }
}
