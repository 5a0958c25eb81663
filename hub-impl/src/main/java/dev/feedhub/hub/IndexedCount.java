package dev.feedhub.hub;

import dev.feedhub.Context;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How many of the accepted items are in the store and with the listeners, and who waits for it to reach a number. Items are
 * indexed in the order they were accepted, so one number says it of each.
 *
 * <p>Whoever waits registers first and then looks at the count; the hub raises the count first and then looks who has registered.
 */
final class IndexedCount {
    private record Awaited(long count, long id) implements Comparable<Awaited> {
        @Override
        public int compareTo(Awaited other) {
            return count == other.count ? Long.compare(id, other.id) : Long.compare(count, other.count);
        }
    }

    private final HubLifecycle lifecycle;
    private final ConcurrentSkipListMap<Awaited, Runnable> awaiting = new ConcurrentSkipListMap<>();
    private final AtomicLong ids = new AtomicLong();

    private volatile long count; // written by the hub thread only

    IndexedCount(HubLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    long count() {
        return count;
    }

    boolean hasReached(long number) {
        return count >= number;
    }

    HubLifecycle lifecycle() {
        return lifecycle;
    }

    /** Waits until the count has reached a number; throws if the hub fails before. */
    void await(Context ctx, long number) throws InterruptedException {
        Waits.check(ctx);
        if (hasReached(number)) {
            return;
        }
        Thread waiter = Thread.currentThread();
        Awaited awaited = register(number, () -> LockSupport.unpark(waiter));
        try (Waits wait = new Waits(ctx)) {
            for (wait.check(); !hasReached(number); wait.check()) {
                lifecycle.requireNotFailed();
                wait.park(this);
            }
        } finally {
            awaiting.remove(awaited);
        }
    }

    /** Runs an action, which must not block, once the count has reached a number or the hub has failed. */
    void whenReached(long number, Runnable action) {
        Awaited awaited = register(number, action);
        if ((hasReached(number) || lifecycle.hasFailed()) && awaiting.remove(awaited) != null) {
            action.run();
        }
    }

    private Awaited register(long number, Runnable action) {
        Awaited awaited = new Awaited(number, ids.incrementAndGet());
        awaiting.put(awaited, action);
        return awaited;
    }

    /** How many wait; takes time in proportion. */
    int waiting() {
        return awaiting.size();
    }

    /** Raises the count; the hub's thread only. */
    void add(int items) {
        long now = count + items;
        count = now;
        runUpTo(now);
    }

    /** Wakes everybody: the hub has failed. */
    void fail() {
        runUpTo(Long.MAX_VALUE);
    }

    private void runUpTo(long number) {
        VarHandle.fullFence(); // the map's own reads are not volatile
        for (Map.Entry<Awaited, Runnable> first = awaiting.firstEntry();
                first != null && first.getKey().count <= number;
                first = awaiting.firstEntry()) {
            if (awaiting.remove(first.getKey()) != null) {
                first.getValue().run();
            }
        }
    }
}
