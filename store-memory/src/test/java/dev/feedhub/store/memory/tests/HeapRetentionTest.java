package dev.feedhub.store.memory.tests;

import static dev.feedhub.store.memory.tests.MemoryStores.ALL;
import static dev.feedhub.store.memory.tests.MemoryStores.CHUNK;
import static dev.feedhub.store.memory.tests.MemoryStores.CTX;
import static dev.feedhub.store.memory.tests.MemoryStores.OVERHEAD;
import static dev.feedhub.store.memory.tests.MemoryStores.START;
import static dev.feedhub.store.memory.tests.MemoryStores.floor;
import static dev.feedhub.store.memory.tests.MemoryStores.newest;
import static dev.feedhub.store.memory.tests.MemoryStores.open;
import static dev.feedhub.store.memory.tests.MemoryStores.positions;
import static dev.feedhub.store.memory.tests.MemoryStores.record;
import static dev.feedhub.store.memory.tests.MemoryStores.records;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.LimitExceededException;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The store keeps exactly what it is told to keep by count and by bytes, wherever its chunks begin. */
class HeapRetentionTest {
    @Test
    void s12_exactlyTheNewestEntriesAreKept() {
        try (Store store = open(Map.of("maxEntries", "1500"))) {
            for (int size : new int[] {1, 1_499, 1, 1_023, 1_024, 2_500, 7}) {
                store.append(CTX, records(size, "a", 1));
                assertEquals(Math.max(0, newest(store) - 1_500), floor(store), () -> "floor after " + size);
                assertEquals(
                        LongStream.rangeClosed(floor(store) + 1, newest(store))
                                .boxed()
                                .toList(),
                        positions(store, ALL));
            }
        }
    }

    @Test
    void s12_asManyOfTheNewestBytesAreKeptAsFit() {
        int size = 10 + OVERHEAD + 1;
        try (Store store = open(Map.of("maxBytes", Integer.toString(100 * size)))) {
            store.append(CTX, records(100, "a", 10));
            assertEquals(0, floor(store), "as much as is allowed");
            store.append(CTX, List.of(record("a", 10)));
            assertEquals(1, floor(store), "one more");
            store.append(CTX, List.of(record("a", 11)));
            assertEquals(3, floor(store), "a byte more than one more");
            store.append(CTX, List.of(record("a", 9)));
            assertEquals(3, floor(store), "a byte less than one more");
            store.append(CTX, List.of(new Record(START, "aa", null)));
            assertEquals(4, floor(store), "a label alone");
            store.append(CTX, records(5_000, "a", 10));
            assertEquals(newest(store) - 100, floor(store), "many chunks more");
        }
    }

    @Test
    void s12_theNewestOfABatchBeyondTheBoundsAreKept() {
        try (Store store = open(Map.of("maxEntries", "3"))) {
            store.append(CTX, records(3 * CHUNK + 5, "a", 1));
            assertEquals(List.of(3L * CHUNK + 3, 3L * CHUNK + 4, 3L * CHUNK + 5), positions(store, ALL));
            assertEquals(3, store.count(CTX, ALL));
        }
    }

    @Test
    void s12_theTightestOfTheBoundsHolds() {
        try (Store store = open(Map.of("maxEntries", "10", "maxBytes", "4KiB", "maxAge", "36500d"))) {
            store.append(CTX, records(20, "a", 1));
            assertEquals(10, floor(store), "by count");
            store.append(CTX, records(1, "a", 3_000));
            assertEquals(newest(store) - 10, floor(store), "by count, with room for more bytes");
            store.append(CTX, records(1, "a", 3_000));
            assertEquals(newest(store) - 1, floor(store), "by bytes");
        }
    }

    @Test
    void s08_aRecordThatWouldNotFitAloneIsRefused() {
        try (Store store = open(Map.of("maxBytes", "4KiB"))) {
            int limit = store.limits().payloadBytes();
            String label = "x".repeat(store.limits().labelBytes());
            store.append(CTX, records(3, "a", 1));
            LimitExceededException refused = assertThrows(
                    LimitExceededException.class,
                    () -> store.append(CTX, List.of(record("a", 1), record("b/c", limit + 1))));
            assertTrue(refused.toString().contains("\"b/c\""), refused::toString);
            assertTrue(refused.toString().contains("feedhub.store.memory.maxBytes"), refused::toString);
            assertEquals(List.of(1L, 2L, 3L), positions(store, ALL));
            store.append(CTX, List.of(record(label, limit)));
            assertEquals(List.of(4L), positions(store, ALL), "the largest record fits alone");
        }
    }

    @Test
    void s16_newestAndItsTimeOutliveTheRecord() {
        try (Store store = open(Map.of("maxEntries", "1"))) {
            store.append(CTX, records(5, "a", 1));
            store.trim(CTX, 5);
            assertEquals(store.span(CTX).newest(), store.span(CTX).floor());
            assertEquals(START, store.span(CTX).newestTime());
            assertEquals(6, store.append(CTX, records(1, "a", 1)).at(0));
            assertEquals(List.of(6L), positions(store, ALL));
        }
    }
}
