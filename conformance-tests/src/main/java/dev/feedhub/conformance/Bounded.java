package dev.feedhub.conformance;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a test on a thread of its own, so that one that hangs fails, be it interruptible or not. */
final class Bounded {
    /** What the names of the threads begin with that tests run on. */
    static final String THREADS = "conformance-";

    static final Duration LIMIT = Task.PATIENCE.multipliedBy(3);

    /** What may throw anything. */
    interface Body<V> {
        V call() throws Throwable;
    }

    private Bounded() {}

    static <V> V call(String name, Body<V> body) throws Throwable {
        return call(name, LIMIT, body);
    }

    static <V> V call(String name, Duration limit, Body<V> body) throws Throwable {
        FutureTask<V> task = new FutureTask<>(() -> {
            try {
                return body.call();
            } catch (Exception | Error thrown) {
                throw thrown;
            } catch (Throwable thrown) {
                throw new AssertionError(thrown);
            }
        });
        Thread thread = new Thread(task, THREADS + name);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException thrown) {
            throw thrown.getCause();
        } catch (TimeoutException hanging) {
            AssertionError failure =
                    new AssertionError("hangs for " + limit.toSeconds() + " seconds, in state " + thread.getState());
            failure.setStackTrace(thread.getStackTrace());
            thread.interrupt();
            throw failure;
        }
    }
}
