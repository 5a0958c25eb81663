package dev.feedhub.hub;

/**
 * Lets others have the hub's core, but not all of the time: in the long run the hub keeps a tenth. The hub thread only.
 *
 * <p>A reader that keeps up is back at once, and what it takes is made up for by running. One that works for long would otherwise set
 * the hub's pace where both have to share a core.
 */
final class CoreShare {
    private static final long TIMES_AS_LONG = 9;
    private static final long MOST_NANOS = 10_000_000;

    private long left = MOST_NANOS; // of what others may have
    private long back = System.nanoTime();

    @SuppressWarnings("ThreadPriorityCheck") // that others go on is what it is for
    void yieldFairly() {
        long now = System.nanoTime();
        left = Math.min(left + TIMES_AS_LONG * (now - back), MOST_NANOS);
        back = now;
        if (left > 0) {
            Thread.yield();
            back = System.nanoTime();
            left -= back - now;
        }
    }
}
