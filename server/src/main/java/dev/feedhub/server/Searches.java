package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.Registration;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Searches of the store. One that lasts is begun anew on a thread of its own, which the operating system makes share its core: a virtual thread
 * would keep the core until it is through, and all other requests would wait for it. There are as many such threads as cores, further searches
 * wait for one.
 */
final class Searches implements AutoCloseable {
    private static final Duration SHORT = Duration.ofMillis(10);
    private static final long IDLE_SECONDS = 10;

    private final Context session;
    private final ThreadPoolExecutor lasting;

    /** Which end with a session. */
    Searches(Context session) {
        int threads = Runtime.getRuntime().availableProcessors();
        this.session = session;
        this.lasting = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), // one for each request that waits
                work -> HubServer.daemon(work, "feedhub-server-search"));
        lasting.allowCoreThreadTimeOut(true);
    }

    /** What looks through the store, and asks its context now and then whether it is to go on. */
    interface Search<V> {
        V in(Context ctx) throws InterruptedException;
    }

    /**
     * Runs a search, from its beginning once more where it lasts; waits for its end.
     *
     * @throws DeadlineExceededException if the time for the request is over
     * @throws dev.feedhub.CancelledException if the session is
     */
    <V> V run(Context request, Search<V> search) throws InterruptedException {
        Context patience = Waiting.within(session, request);
        try {
            return search.in(patience.withTimeout(SHORT));
        } catch (DeadlineExceededException lasts) {
            patience.check();
            return goOn(patience, search);
        }
    }

    @SuppressWarnings("try") // the registration acts by itself
    private <V> V goOn(Context patience, Search<V> search) throws InterruptedException {
        FutureTask<V> found = new FutureTask<>(() -> search.in(patience));
        begin(patience, found);
        try (Registration end = patience.onDone(() -> cancel(found))) {
            return found.get();
        } catch (CancellationException done) {
            patience.check();
            throw done;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private void begin(Context patience, FutureTask<?> search) {
        try {
            lasting.execute(search);
        } catch (RejectedExecutionException closed) {
            patience.check();
            throw closed;
        }
    }

    private void cancel(FutureTask<?> search) {
        search.cancel(false);
        lasting.remove(search);
    }

    /** After the session. */
    @Override
    public void close() {
        lasting.shutdown();
    }
}
