package dev.feedhub.hub;

import dev.feedhub.Context;
import dev.feedhub.Registration;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One wait of the calling thread. Whoever makes the awaited thing true unparks the thread, which looks again:
 *
 * <pre>{@code
 * try (Waits wait = new Waits(ctx)) {
 *     announce this thread to whoever will unpark it;
 *     for (wait.check(); !itIsSo(); wait.check()) {
 *         wait.park(blocker);
 *     }
 * }
 * }</pre>
 */
final class Waits implements AutoCloseable {
    private final Context ctx;
    private final Registration wakeUp;

    Waits(Context ctx) {
        Thread waiter = Thread.currentThread();
        this.ctx = ctx;
        this.wakeUp = ctx.onCancel(() -> LockSupport.unpark(waiter));
    }

    /** The first two of the precedence that every waiting call has. */
    static void check(Context ctx) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        ctx.check();
    }

    void check() throws InterruptedException {
        check(ctx);
    }

    /** Parks until unparked, interrupted, or the context is done; also for no reason. */
    void park(Object blocker) {
        Optional<Duration> left = ctx.remaining();
        if (left.isPresent()) {
            LockSupport.parkNanos(blocker, left.get().toNanos());
        } else {
            LockSupport.park(blocker);
        }
    }

    @Override
    public void close() {
        wakeUp.close();
    }
}
