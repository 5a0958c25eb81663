package dev.feedhub;

import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An action registered with each cancellable node above a context, and with the timer if it has a deadline to watch. */
final class DoneAction implements Registration {
    private final Runnable action;
    private final AtomicBoolean spent = new AtomicBoolean();

    private volatile @Nullable CancellableContext registeredWith;
    private volatile @Nullable Future<?> timer;

    DoneAction(Runnable action) {
        this.action = Objects.requireNonNull(action, "action");
    }

    static void check(@Nullable CancellableContext cancelledWith, @Nullable Deadline deadline) {
        if (CancellableContext.isCancelled(cancelledWith)) {
            throw new CancelledException();
        }
        if (Deadline.hasPassed(deadline)) {
            throw new DeadlineExceededException();
        }
    }

    Registration register(@Nullable CancellableContext nearest, @Nullable Deadline deadline) {
        registeredWith = nearest;
        if (!addTo(nearest) || Deadline.hasPassed(deadline)) {
            finish();
        } else if (deadline != null) {
            timer = Timer.SHARED.schedule(this::finish, deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        }
        // Whoever spends this first says so and then unlinks; what was added after that is unlinked here.
        if (spent.get()) {
            unlink();
        }
        return this;
    }

    /** Adds this to each node from one up; false as soon as a node is cancelled already. */
    private boolean addTo(@Nullable CancellableContext nearest) {
        for (CancellableContext node = nearest; node != null; node = node.parent()) {
            if (!node.add(this)) {
                return false;
            }
        }
        return true;
    }

    /** Runs the action unless it ran or was unregistered, and has it forgotten everywhere. */
    void finish() {
        if (spent.compareAndSet(false, true)) {
            unlink();
            try {
                action.run();
            } catch (Throwable thrown) {
                report(thrown);
            }
        }
    }

    /** As the JVM does it: what the handler throws in turn is ignored. */
    private static void report(Throwable thrown) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
        } catch (Throwable ignored) {
            // The actions that follow must run.
        }
    }

    @Override
    public void close() {
        spent.set(true);
        unlink();
    }

    /** How many deadlines are being watched. */
    static int timers() {
        return Timer.SHARED.getQueue().size();
    }

    private void unlink() {
        for (CancellableContext node = registeredWith; node != null; node = node.parent()) {
            node.remove(this);
        }
        Future<?> scheduled = timer;
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }

    /**
     * One daemon thread for all deadlines, started on first use, gone when idle for ten seconds. It keeps nothing of the thread
     * that happens to start it: neither its thread-locals nor its class loader.
     */
    private static final class Timer {
        static final ScheduledThreadPoolExecutor SHARED = create();

        private static ScheduledThreadPoolExecutor create() {
            ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(null, task, "feedhub-deadlines", 0, false);
                thread.setDaemon(true);
                thread.setContextClassLoader(DoneAction.class.getClassLoader());
                return thread;
            });
            timer.setRemoveOnCancelPolicy(true);
            timer.setKeepAliveTime(10, TimeUnit.SECONDS);
            timer.allowCoreThreadTimeOut(true);
            return timer;
        }
    }
}
