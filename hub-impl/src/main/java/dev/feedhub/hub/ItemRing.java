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
    private static final VarHandle TAIL;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    static {
        try {
            TAIL = MethodHandles.lookup().findVarHandle(ItemRing.class, "tail", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final int capacity;
    private final int mask;
    private final @Nullable Object[] slots;

    private volatile long tail; // next number to claim, and the flags
    private volatile long head; // every number below it can be claimed again; written by the consumer only
    private long taking; // next number to take; the consumer only

    ItemRing(int capacity) {
        this.capacity = capacity;
        this.slots = new @Nullable Object[Powers.atLeast(capacity)];
        this.mask = slots.length - 1;
    }

    /** Adds an item without waiting; gives its number, {@link #FULL} or {@link #CLOSED}. */
    long offer(I item, Thread consumer) {
        while (true) {
            long claim = tail;
            long number = claim >>> FLAGS;
            if ((claim & CLOSED_FLAG) != 0) {
                return CLOSED;
            }
            if (number - head >= capacity) {
                return FULL;
            }
            if (TAIL.compareAndSet(this, claim, (number + 1) << FLAGS)) {
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
        Object item = SLOT.getAcquire(slots, (int) taking & mask);
        while (item == null && !isEmpty()) {
            Thread.yield();
            item = SLOT.getAcquire(slots, (int) taking & mask);
        }
        return (I) item;
    }

    /** Takes what {@link #peek} gave; its room stays taken until {@link #release}. */
    void remove() {
        slots[(int) taking & mask] = null;
        taking++;
    }

    /** Gives the room of what was removed back to the producers, all at once. */
    void release() {
        head = taking;
    }

    /** Whether there is no room at the moment; not so of a closed ring, which has none for ever. */
    boolean isFull() {
        long claim = tail;
        return (claim & CLOSED_FLAG) == 0 && (claim >>> FLAGS) - head >= capacity;
    }

    /** Whether the consumer has nothing to take. */
    boolean isEmpty() {
        return tail >>> FLAGS == taking;
    }

    /** Announces that the consumer will park; false if there is something to do instead. */
    boolean announcePark() {
        long seen = tail;
        return seen >>> FLAGS == taking
                && (seen & CLOSED_FLAG) == 0
                && TAIL.compareAndSet(this, seen, seen | PARKED_FLAG);
    }

    /** Lets nobody claim any more. */
    void close() {
        long seen = tail;
        while ((seen & CLOSED_FLAG) == 0 && !TAIL.compareAndSet(this, seen, seen | CLOSED_FLAG)) {
            seen = tail;
        }
    }

    boolean isClosed() {
        return (tail & CLOSED_FLAG) != 0;
    }

    /** How many items were ever added. */
    long accepted() {
        return tail >>> FLAGS;
    }
}
