package dev.feedhub.hub;

import java.util.function.BooleanSupplier;

/**
 * What a thread does before it parks while much is going on: it lets others have the core, and goes on if they made more work of it,
 * or room. To park and to be unparked costs as much as a hundred items. Much is going on after a long run of work, and where the feed is
 * full; else it would only keep the core from those who have something to do.
 */
final class Yielding {
    /** How many items are a long run. */
    static final int LONG_RUN = 64;

    private static final int TIMES = 16;

    private Yielding() {}

    /** Yields until something is so, a few times at the most; says whether it is. */
    @SuppressWarnings("ThreadPriorityCheck") // that others go on is what it is for
    static boolean until(BooleanSupplier so) {
        for (int i = 0; i < TIMES; i++) {
            Thread.yield();
            if (so.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }
}
