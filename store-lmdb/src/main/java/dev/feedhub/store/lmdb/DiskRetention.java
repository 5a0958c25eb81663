package dev.feedhub.store.lmdb;

import dev.feedhub.store.StoreConfig;
import java.time.Duration;
import java.time.Instant;

/**
 * What a log keeps: the newest records, as far as all three bounds allow, and at most a block of older ones. The oldest block is
 * removed when all that is to be kept is kept without it.
 *
 * @param maxEntries how many records are kept
 * @param maxBytes how many bytes of blocks are kept
 * @param maxAge how long a record is kept; {@link #FOREVER} is no bound
 */
record DiskRetention(long maxEntries, long maxBytes, Duration maxAge) {
    static final Duration FOREVER = Duration.ofDays(36_500);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    static DiskRetention configured(StoreConfig config) {
        return new DiskRetention(
                config.get(LmdbSettings.MAX_ENTRIES),
                config.get(LmdbSettings.MAX_BYTES),
                config.get(LmdbSettings.MAX_AGE));
    }

    /** Whether the records through a position may go, where so many bytes of blocks follow, and none that follows is older. */
    boolean expires(LogState state, long through, long bytesAfter, Instant timeAfter, Instant now) {
        return state.newest().position() - through >= maxEntries
                || bytesAfter >= maxBytes
                || timeAfter.isBefore(oldestTime(now));
    }

    /** How long until a record of this time is too old, at most a limit. */
    Duration pause(Instant oldest, Instant now, Duration limit) {
        if (maxAge.equals(FOREVER)) {
            return limit;
        }
        Duration left = Duration.between(oldestTime(now), oldest);
        return left.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : left.compareTo(limit) > 0 ? limit : left;
    }

    private Instant oldestTime(Instant now) {
        return maxAge.equals(FOREVER) ? Instant.MIN : now.minus(maxAge);
    }
}
