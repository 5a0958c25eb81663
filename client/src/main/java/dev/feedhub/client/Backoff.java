package dev.feedhub.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before one tries again: twice as long each time, up to a limit, and a part of that which is drawn at random, so that many
 * clients do not come back at once. One thread's.
 *
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential Backoff and Jitter</a>
 */
final class Backoff {
    private static final long SHORTEST_NANOS = 20_000_000;
    private static final long LONGEST_NANOS = 2_000_000_000;

    private long nanos = SHORTEST_NANOS;

    Duration next() {
        long most = nanos;
        nanos = Math.min(2 * nanos, LONGEST_NANOS);
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(most / 2, most));
    }

    /** It has worked. */
    void reset() {
        nanos = SHORTEST_NANOS;
    }
}
