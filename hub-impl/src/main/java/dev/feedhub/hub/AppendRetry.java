package dev.feedhub.hub;

import dev.feedhub.Context;
import dev.feedhub.StoreException;
import dev.feedhub.store.Positions;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import java.time.Duration;
import java.util.List;

/** Appends, again and again while the store says that it stored nothing, less often the longer it does. */
final class AppendRetry {
    private static final System.Logger LOG = System.getLogger(AppendRetry.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private final Duration retryFor;

    AppendRetry(Duration retryFor) {
        this.retryFor = retryFor;
    }

    Positions append(Context ctx, Store store, List<Record> batch) {
        try {
            return store.append(ctx, batch);
        } catch (StoreException first) {
            requireNotStored(first);
            LOG.log(System.Logger.Level.WARNING, "the store refuses a batch, trying again for " + retryFor, first);
            return appendAgain(ctx, store, batch, first);
        }
    }

    private Positions appendAgain(Context ctx, Store store, List<Record> batch, StoreException first) {
        Context retrying = ctx.withTimeout(retryFor);
        StoreException last = first;
        Duration pause = FIRST_PAUSE;
        while (!retrying.isDone()) {
            pause(retrying, pause);
            try {
                return store.append(ctx, batch);
            } catch (StoreException again) {
                requireNotStored(again);
                last = again;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        ctx.check();
        throw last;
    }

    private static void requireNotStored(StoreException failure) {
        if (failure.outcome() != StoreException.Outcome.NOT_STORED) {
            throw failure;
        }
    }

    /** Interrupts do not end it: a store may have left one behind, and an abandoning close cancels the context too. */
    private void pause(Context ctx, Duration pause) {
        Context paused = ctx.withTimeout(pause);
        try (Waits wait = new Waits(paused)) {
            while (!paused.isDone()) {
                wait.park(this);
                Thread.interrupted();
            }
        }
    }
}
