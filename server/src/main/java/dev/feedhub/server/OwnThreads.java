package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.Registration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for work that keeps a core busy, as many as there are cores; the operating system makes them share. A virtual thread would keep its core
 * until it waits, and all others would wait for that: also where it yields, as it then goes on before those that threads of the system have woken,
 * as new requests are.
 */
final class OwnThreads implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    OwnThreads(String name) {
        int cores = Runtime.getRuntime().availableProcessors();
        threads = new ThreadPoolExecutor(
                cores,
                cores,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), // one piece of work for each request that waits
                work -> HubServer.daemon(work, name));
        threads.allowCoreThreadTimeOut(true);
    }

    /** What asks its context now and then whether it is to go on. */
    interface Work<V> {
        V in(Context ctx) throws InterruptedException;
    }

    /**
     * Has work done, after that of others who came before; waits for its end.
     *
     * @throws dev.feedhub.ContextDoneException if the context is done, and it may then not even have begun
     */
    @SuppressWarnings("try") // the registration acts by itself
    <V> V call(Context ctx, Work<V> work) throws InterruptedException {
        FutureTask<V> task = new FutureTask<>(() -> work.in(ctx));
        begin(ctx, task);
        try (Registration end = ctx.onDone(() -> cancel(task))) {
            return task.get();
        } catch (CancellationException done) {
            ctx.check();
            throw done;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private void begin(Context ctx, FutureTask<?> task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException closed) {
            ctx.check();
            throw closed;
        }
    }

    /** Unless it has begun: then it ends by its context, and is waited for, as it may use what is its caller's. */
    private void cancel(FutureTask<?> task) {
        if (threads.remove(task)) {
            task.cancel(false);
        }
    }

    /** After all contexts. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
