package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.server.OwnThreads.Work;
import java.time.Duration;

/** Searches of the store. One that lasts is begun anew on a thread of its own kind. */
final class Searches implements AutoCloseable {
    private static final Duration SHORT = Duration.ofMillis(10);

    private final Context session;
    private final OwnThreads threads = new OwnThreads("feedhub-server-search");

    /** Which end with a session. */
    Searches(Context session) {
        this.session = session;
    }

    /**
     * Runs a search, from its beginning once more where it lasts; waits for its end.
     *
     * @throws DeadlineExceededException if the time for the request is over
     * @throws dev.feedhub.CancelledException if the session is
     */
    <V> V run(Context request, Work<V> search) throws InterruptedException {
        Context patience = Waiting.within(session, request);
        try {
            return search.in(patience.withTimeout(SHORT));
        } catch (DeadlineExceededException lasts) {
            patience.check();
            return threads.call(patience, search);
        }
    }

    /** After the session. */
    @Override
    public void close() {
        threads.close();
    }
}
