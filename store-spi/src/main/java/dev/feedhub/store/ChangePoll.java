package dev.feedhub.store;

import dev.feedhub.Context;
import dev.feedhub.Registration;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a store to change by looking again and again, less often the longer nothing happens. */
final class ChangePoll {
    private static final long SHORTEST = Duration.ofMillis(1).toNanos();
    private static final long LONGEST = Duration.ofMillis(50).toNanos();

    private ChangePoll() {}

    static boolean await(Store store, Context ctx, long afterPosition) throws InterruptedException {
        return await(store, ctx, afterPosition, SHORTEST, LONGEST);
    }

    static boolean await(Store store, Context ctx, long afterPosition, long shortest, long longest)
            throws InterruptedException {
        Thread waiter = Thread.currentThread();
        Registration wakeUp = ctx.onCancel(() -> LockSupport.unpark(waiter));
        try {
            for (long pause = shortest; ; pause = Math.min(2 * pause, longest)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (store.span(ctx).newest().position() > afterPosition) {
                    return true;
                }
                ctx.check(); // from here on the wake-up is still to come, or its permit is there for the taking
                LockSupport.parkNanos(store, Math.min(pause, nanosLeft(ctx)));
            }
        } finally {
            wakeUp.close();
        }
    }

    private static long nanosLeft(Context ctx) {
        return ctx.remaining().map(Duration::toNanos).orElse(Long.MAX_VALUE);
    }
}
