package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DiskRetentionTest {
    private static final Instant NOW = Instant.parse("2024-02-29T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private static Duration pause(Duration maxAge, Duration age, Duration limit) {
        return new DiskRetention(1, 1, maxAge).pause(NOW.minus(age), NOW, limit);
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
