package dev.feedhub.hub;

import java.time.Instant;
import java.time.InstantSource;

/** Stamps batches with times that never decrease, whatever the system's clock does. The hub thread only. */
final class BatchClock {
    private static final System.Logger LOG = System.getLogger(BatchClock.class.getName());

    private final InstantSource source;
    private Instant newest;
    private boolean clamped;

    BatchClock(InstantSource source, Instant newestStored) {
        this.source = source;
        this.newest = newestStored;
    }

    Instant next() {
        Instant now = source.instant();
        boolean behind = now.isBefore(newest);
        if (behind && !clamped) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the clock is at " + now + ", before the newest entry: entries keep its time, " + newest
                            + ", until the clock gets there");
        }
        clamped = behind;
        newest = behind ? newest : now;
        return newest;
    }
}
