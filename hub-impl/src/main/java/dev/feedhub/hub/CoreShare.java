package dev.feedhub.hub;

/**
 * Lets others have the hub's core, but no more of it than the hub: once it was away for longer than a switch between threads takes,
 * it does not yield again before it has run for as long. The hub thread only.
 */
final class CoreShare {
    private static final long SWITCH_NANOS = 10_000;

    private long yieldsAfter = System.nanoTime();

    @SuppressWarnings("ThreadPriorityCheck") // that others go on is what it is for
    void yieldFairly() {
        long left = System.nanoTime();
        if (left - yieldsAfter >= 0) {
            Thread.yield();
            long back = System.nanoTime();
            long away = back - left;
            yieldsAfter = away > SWITCH_NANOS ? back + away : back;
        }
    }
}
