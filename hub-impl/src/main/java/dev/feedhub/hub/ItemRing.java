package dev.feedhub.hub;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of many producers and one consumer, after the array queues of JCTools.
 *
 * <p>A producer claims a sequence number with one compare-and-set on {@code tail} and then fills the slot of that number. The
 * consumer takes slots in order, empties each, and then moves {@code head}, which is what producers measure fullness by, once
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

    private static final int FLAGS = 2;
    private static final long PARKED_FLAG = 1;
    private static final long CLOSED_FLAG = 2;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    private final int capacity;
    private final int mask;
    private final @Nullable Object[] slots;

    // next number to claim, and the flags
    private final PaddedLong tail = new PaddedLong();

    // every number below it can be claimed again; written by the consumer only
    private final PaddedLong head = new PaddedLong();

    // next number to take; the consumer only
    private final PaddedLong taking = new PaddedLong();

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

    /** The oldest item if there is one, for the consumer. Waits for a producer that has claimed and not yet filled. */
    @SuppressWarnings({"unchecked", "ThreadPriorityCheck"}) // a preempted producer needs the core
    @Nullable
    I peek() {
        Object item = SLOT.getAcquire(slots, (int) taking.own() & mask);
        while (item == null && !isEmpty()) {
            Thread.yield();
            item = SLOT.getAcquire(slots, (int) taking.own() & mask);
        }
        return (I) item;
    }

    /** Takes what {@link #peek} gave; its room stays taken until {@link #release}. */
    void remove() {
        slots[(int) taking.own() & mask] = null;
        taking.setOwn(taking.own() + 1);
    }

    /** Gives the room of what was removed back to the producers, all at once. */
    void release() {
        head.set(taking.own());
    }

    /** Whether there is no room at the moment; not so of a closed ring, which has none for ever. */
    boolean isFull() {
        long claim = tail.get();
        return (claim & CLOSED_FLAG) == 0 && (claim >>> FLAGS) - head.get() >= capacity;
    }

    /** Whether the consumer has nothing to take. */
    boolean isEmpty() {
        return tail.get() >>> FLAGS == taking.own();
    }

    /** Announces that the consumer will park; false if there is something to do instead. */
    boolean announcePark() {
        long seen = tail.get();
        return seen >>> FLAGS == taking.own()
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
