package dev.feedhub.store.memory.tests;

import static dev.feedhub.store.memory.tests.MemoryStores.CTX;
import static dev.feedhub.store.memory.tests.MemoryStores.floor;
import static dev.feedhub.store.memory.tests.MemoryStores.open;
import static dev.feedhub.store.memory.tests.MemoryStores.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The store removes what is too old. Its clock is the system's; the records' times are the test's. */
class AgeRetentionTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void s12_appendRemovesWhatIsTooOld() {
        Instant now = Instant.now();
        try (Store store = open(Map.of("maxAge", "1h"))) {
            store.append(CTX, List.of(record(now.minus(HOUR.multipliedBy(3)), "a", 1)));
            assertEquals(1, floor(store), "too old when it is appended");
            assertEquals(now.minus(HOUR.multipliedBy(3)), store.span(CTX).newestTime());
            store.append(
                    CTX,
                    List.of(
                            record(now.minus(HOUR.multipliedBy(2)), "a", 1),
                            record(now.minus(HOUR).minusSeconds(1), "a", 1),
                            record(now.minus(HOUR).plusSeconds(300), "a", 1),
                            record(now, "a", 1)));
            assertEquals(3, floor(store), "the two older than an hour");
        }
    }

    @Test
    void s12_maintainRemovesWhatHasBecomeTooOld() {
        Instant expiring = Instant.now().minus(HOUR).plusMillis(300);
        try (Store store = open(Map.of("maxAge", "1h"))) {
            store.append(CTX, List.of(record(expiring, "a", 1), record(expiring.plus(Duration.ofMinutes(10)), "a", 1)));
            Duration pause = store.maintain(CTX);
            while (floor(store) == 0) {
                assertTrue(
                        pause.compareTo(Duration.ofMillis(300)) <= 0, "pause " + pause + " until the first is too old");
                assertTrue(Instant.now().isBefore(expiring.plus(HOUR).plusSeconds(30)), "nothing is removed");
                pause = store.maintain(CTX);
            }
            assertTrue(Instant.now().isAfter(expiring.plus(HOUR)), "removed too early");
            assertEquals(1, floor(store));
            assertTrue(pause.compareTo(Duration.ofMinutes(9)) > 0, "pause " + pause + " until the second is too old");
        }
    }

    @Test
    void maintainIsDueAgainWhenSomethingMayBeTooOld() {
        try (Store store = open(Map.of("maxAge", "1h"))) {
            assertEquals(HOUR, store.maintain(CTX), "with nothing to remove");
        }
        try (Store store = open(Map.of("maxAge", "1ms"))) {
            Duration pause = store.maintain(CTX);
            assertTrue(pause.compareTo(Duration.ofMillis(50)) > 0, "pause " + pause + " keeps a processor busy");
        }
        try (Store store = open()) {
            store.append(CTX, List.of(record(Instant.MIN, "a", 1)));
            assertEquals(Duration.ofDays(1), store.maintain(CTX), "where nothing is too old");
        }
    }

    @Test
    void byDefaultNoAgeIsTooOld() {
        try (Store store = open()) {
            store.append(CTX, List.of(record(Instant.MIN, "a", 1), record(Instant.EPOCH, "a", 1)));
            store.maintain(CTX);
            assertEquals(0, floor(store));
        }
    }

    @Test
    void timesBeyondTheClockAreNotTooOld() {
        try (Store store = open(Map.of("maxAge", "1ms"))) {
            store.append(CTX, List.of(record(Instant.MAX, "a", 1)));
            assertTrue(store.maintain(CTX).compareTo(Duration.ZERO) > 0);
            assertEquals(0, floor(store));
        }
    }
}
