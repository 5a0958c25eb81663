package dev.feedhub.hub;

import java.util.function.LongSupplier;

/**
 * Lets others have the hub's core, but not all of the time: in the long run the hub keeps a tenth. The hub thread only.
 *
 * <p>A reader that keeps up is back at once, and what it takes is made up for by running. One that works for long would otherwise set
 * the hub's pace where both have to share a core.
 */
final class CoreShare {
    private static final long TIMES_AS_LONG = 9;
    private static final long MOST_NANOS = 10_000_000;

    private final LongSupplier nanos;
    private final Runnable yield;
    private long left = MOST_NANOS; // of what others may have
    private long back;

    /** A share by a clock of nanoseconds, and what lets others have the core. */
    CoreShare(LongSupplier nanos, Runnable yield) {
        this.nanos = nanos;
        this.yield = yield;
        this.back = nanos.getAsLong();
    }

    void yieldFairly() {
        long now = nanos.getAsLong();
        left = Math.min(left + TIMES_AS_LONG * (now - back), MOST_NANOS);
        back = now;
        if (left > 0) {
            yield.run();
            back = nanos.getAsLong();
            left -= back - now;
        }
    }
}
