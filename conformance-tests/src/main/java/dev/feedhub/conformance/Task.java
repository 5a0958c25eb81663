package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import dev.feedhub.Context;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A call made on another thread. Every wait for it has a deadline, and none is a sleep. */
final class Task<V> {
    static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("feedhub.kit.patience", 10));

    private static final long POLL_NANOS = 100_000;
    private static final int POLLS_PARKED = 5;
    private static final Set<Thread.State> PARKED =
            EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.BLOCKED);

    private final FutureTask<V> future;
    private final Thread thread;

    private Task(FutureTask<V> future) {
        this.future = future;
        this.thread = new Thread(future, "conformance-task");
        thread.setDaemon(true);
    }

    static <V> Task<V> start(Callable<V> call) {
        Task<V> task = new Task<>(new FutureTask<>(call));
        task.thread.start();
        return task;
    }

    /** A call without a result. */
    interface Action {
        void run() throws Exception;
    }

    static Task<Boolean> run(Action action) {
        return start(() -> {
            action.run();
            return true;
        });
    }

    /** A context that no correct call outlives. */
    static Context patience() {
        return Context.background().withTimeout(PATIENCE);
    }

    static void await(String what, BooleanSupplier condition) {
        Context deadline = patience();
        while (!condition.getAsBoolean()) {
            if (deadline.isDone()) {
                fail("waited " + PATIENCE.toSeconds() + " seconds for: " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Lets other threads run, so that there are more interleavings; nothing depends on it. */
    static void giveWay() {
        LockSupport.parkNanos(1);
    }

    Thread thread() {
        return thread;
    }

    boolean isDone() {
        return future.isDone();
    }

    /** Waits until the call waits: its thread is found parked several times in a row. */
    Task<V> awaitParked() {
        Context deadline = patience();
        for (int parked = 0; parked < POLLS_PARKED; parked = PARKED.contains(thread.getState()) ? parked + 1 : 0) {
            if (future.isDone()) {
                fail("the call was to wait, but gave " + outcome());
            }
            if (deadline.isDone()) {
                AssertionError failure =
                        new AssertionError("the call is to wait, but keeps running instead of parking");
                failure.setStackTrace(thread.getStackTrace());
                throw failure;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return this;
    }

    V result() {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException thrown) {
            throw new AssertionError("the call failed: " + thrown.getCause(), thrown.getCause());
        } catch (TimeoutException hanging) {
            throw hanging();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("the test was interrupted", interrupted);
        }
    }

    <X extends Throwable> X failure(Class<X> expected) {
        try {
            V value = future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError("expected " + expected.getSimpleName() + ", but the call gave " + value);
        } catch (ExecutionException thrown) {
            if (expected.isInstance(thrown.getCause())) {
                return expected.cast(thrown.getCause());
            }
            throw new AssertionError(
                    "expected " + expected.getSimpleName() + ", but was " + thrown.getCause(), thrown.getCause());
        } catch (TimeoutException hanging) {
            throw hanging();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("the test was interrupted", interrupted);
        }
    }

    private String outcome() {
        try {
            return String.valueOf(future.get());
        } catch (ExecutionException thrown) {
            return String.valueOf(thrown.getCause());
        } catch (InterruptedException interrupted) {
            throw new AssertionError("the test was interrupted", interrupted);
        }
    }

    private AssertionError hanging() {
        AssertionError failure = new AssertionError("the call does not end, in state " + thread.getState());
        failure.setStackTrace(thread.getStackTrace());
        return failure;
    }
}
