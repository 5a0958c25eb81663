package dev.feedhub.hub;

import dev.feedhub.Context;
import dev.feedhub.DeadlineExceededException;
import java.time.Duration;

/** The end of a wait of which a test decides that it is over. */
final class Patience {
    private Patience() {}

    static DeadlineExceededException exhausted() {
        try {
            Context.background().withTimeout(Duration.ZERO).check();
        } catch (DeadlineExceededException exceeded) {
            return exceeded;
        }
        throw new AssertionError("a context with no time left is not done");
    }
}
