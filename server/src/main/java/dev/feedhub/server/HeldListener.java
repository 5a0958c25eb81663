package dev.feedhub.server;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.Delivery;
import dev.feedhub.Listener;
import dev.feedhub.server.Fault.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** A listener that is held for a client, which calls for its entries one by one. Calls at the same time are served in turn. */
final class HeldListener {
    private final String id;
    private final Listener<byte[]> listener;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final AtomicInteger calls = new AtomicInteger(); // in progress
    private volatile long lastUsed = System.nanoTime();
    private final AtomicBoolean closed = new AtomicBoolean(); // for its client

    HeldListener(String id, Listener<byte[]> listener) {
        this.id = id;
        this.listener = listener;
    }

    String id() {
        return id;
    }

    Listener<byte[]> listener() {
        return listener;
    }

    boolean isClosed() {
        return closed.get();
    }

    long lastUsed() {
        return lastUsed;
    }

    /**
     * Takes the oldest entry, waiting for its turn, and for an entry.
     *
     * @param ctx has a deadline
     * @throws Fault if the time is over before, or its client closed it and everything was taken
     */
    Delivery<byte[]> next(Context ctx) throws InterruptedException {
        calls.incrementAndGet();
        try {
            takeTurn(ctx);
            try {
                Delivery<byte[]> queued = listener.poll();
                return queued == null ? listener.next(ctx) : queued;
            } finally {
                turn.unlock();
            }
        } catch (DeadlineExceededException late) {
            throw new Fault(Kind.TIMED_OUT, "no entry for listener " + id + " in time: nothing was taken");
        } catch (ClosedException ended) {
            if (closed.get()) {
                throw new Fault(Kind.LISTENER_CLOSED, "listener is closed");
            }
            throw ended;
        } finally {
            lastUsed = System.nanoTime();
            calls.decrementAndGet();
        }
    }

    private void takeTurn(Context ctx) throws InterruptedException {
        if (ctx.isDone() && turn.tryLock()) {
            return; // for what is queued
        }
        do {
            ctx.check();
        } while (!turn.tryLock(ctx.remaining().map(Duration::toNanos).orElse(Long.MAX_VALUE), TimeUnit.NANOSECONDS));
    }

    /** Whether nobody has called for so long. */
    boolean isIdle(Duration time) {
        return calls.get() == 0 && System.nanoTime() - lastUsed > time.toNanos();
    }

    /** Ends it: what is queued can still be taken. False if it was closed before. */
    boolean close() {
        lastUsed = System.nanoTime();
        boolean first = closed.compareAndSet(false, true);
        listener.close();
        return first;
    }
}
