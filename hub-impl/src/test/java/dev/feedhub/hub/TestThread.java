package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A thread that does one thing, and what came of it. */
final class TestThread<R> {
    /** What it does. */
    interface Body<R> {
        @Nullable
        R run() throws Exception;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FutureTask<@Nullable R> task;
    private final Thread thread;

    private TestThread(Body<R> body) {
        this.task = new FutureTask<>(body::run);
        this.thread = new Thread(task, "test");
        thread.setDaemon(true);
    }

    static <R> TestThread<R> start(Body<R> body) {
        TestThread<R> started = new TestThread<>(body);
        started.thread.start();
        return started;
    }

    /** Starts one and sees it waiting, or at its end. */
    static <R> TestThread<R> waiting(Body<R> body) {
        TestThread<R> started = start(body);
        started.awaitParked();
        return started;
    }

    Thread thread() {
        return thread;
    }

    void awaitParked() {
        until(() -> isParked(thread) || isDone());
    }

    static boolean isParked(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    boolean isDone() {
        return task.isDone();
    }

    @Nullable
    R result() throws Exception {
        try {
            return task.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failure;
        } catch (TimeoutException stuck) {
            StringBuilder where = new StringBuilder("the thread still is at");
            for (StackTraceElement element : thread.getStackTrace()) {
                where.append("\n  ").append(element);
            }
            return fail(where.toString(), stuck);
        }
    }

    /** What it threw. */
    Throwable failure() {
        try {
            Object result = result();
            return fail("nothing was thrown; the result is " + result);
        } catch (Exception thrown) {
            return thrown;
        }
    }

    /** Looks again and again until something is so. */
    @SuppressWarnings("ThreadPriorityCheck")
    static void until(BooleanSupplier itIsSo) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!itIsSo.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                fail("not so after " + PATIENCE);
            }
            Thread.yield();
        }
    }
}
