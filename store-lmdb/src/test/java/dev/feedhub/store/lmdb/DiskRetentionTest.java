package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DiskRetentionTest {
    private static final Instant NOW = Instant.parse("2024-02-29T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private static Duration pause(Duration maxAge, Duration age, Duration limit) {
        return new DiskRetention(1, 1, maxAge).pause(NOW.minus(age), NOW, limit);
    }

    private static boolean expires(long maxEntries, long maxBytes, Duration maxAge) {
        LogState state = new LogState(Cursor.ORIGIN, new Cursor(10, 1), NOW, 0, new BlockKey(1, 0));
        return new DiskRetention(maxEntries, maxBytes, maxAge).expires(state, 4, 100, NOW.minusSeconds(60), NOW);
    }

    /** Records 1 to 4 of 10, which 100 bytes follow, and none older than a minute. */
    @Test
    void s12_whatExpiresLeavesAsMuchAsIsToBeKept() {
        Duration forever = DiskRetention.FOREVER;
        assertFalse(expires(Long.MAX_VALUE, Long.MAX_VALUE, forever));
        assertTrue(expires(6, Long.MAX_VALUE, forever));
        assertFalse(expires(7, Long.MAX_VALUE, forever));
        assertTrue(expires(Long.MAX_VALUE, 100, forever));
        assertFalse(expires(Long.MAX_VALUE, 101, forever));
        assertTrue(expires(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofSeconds(59)));
        assertFalse(expires(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofSeconds(60)));
    }

    @Test
    void maintenanceIsDueWhenTheOldestBecomesTooOld() {
        Duration hour = Duration.ofHours(1);
        Duration minutes = Duration.ofMinutes(10);
        assertEquals(hour, pause(hour, Duration.ZERO, DAY));
        assertEquals(hour.minus(minutes), pause(hour, minutes, DAY));
        assertEquals(minutes, pause(hour, Duration.ZERO, minutes), "the limit");
        assertEquals(Duration.ofMillis(100), pause(hour, DAY, DAY), "it is too old already");
        assertEquals(DAY, pause(DiskRetention.FOREVER, hour, DAY), "nothing ever is");
    }
}
