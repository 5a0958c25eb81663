package dev.feedhub.client;

import dev.feedhub.CancelledException;
import dev.feedhub.Context;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.Registration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A lock for state that others wait to change, each as long as a context allows. */
final class Monitor {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Changes the state, and has those who wait look again. */
    void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Looks at the state, or changes it in a way that nobody waits for. */
    <V extends @Nullable Object> V with(Supplier<V> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a look gives something; the first look is taken before any waiting. What it throws ends the wait.
     *
     * @throws InterruptedException if interrupted, which is looked at first
     * @throws CancelledException if the context is cancelled, which is looked at next
     * @throws DeadlineExceededException if its deadline has passed
     */
    @SuppressWarnings("try") // the registration acts by itself
    <V> V await(Context ctx, Supplier<@Nullable V> look) throws InterruptedException {
        try (Registration cancellation = ctx.onCancel(() -> change(() -> {}))) {
            lock.lock();
            try {
                while (true) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    ctx.check();
                    V found = look.get();
                    if (found != null) {
                        return found;
                    }
                    await(ctx);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** As {@link #await}, and takes no notice of interrupts. */
    <V> V awaitUninterruptibly(Context ctx, Supplier<@Nullable V> look) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return await(ctx, look);
                } catch (InterruptedException ignored) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the caller looks again
    private void await(Context ctx) throws InterruptedException {
        var remaining = ctx.remaining();
        if (remaining.isEmpty()) {
            changed.await();
        } else {
            boolean unused = changed.await(remaining.get().toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
