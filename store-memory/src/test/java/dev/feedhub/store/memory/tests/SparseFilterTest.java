package dev.feedhub.store.memory.tests;

import static dev.feedhub.store.memory.tests.MemoryStores.CHUNK;
import static dev.feedhub.store.memory.tests.MemoryStores.CTX;
import static dev.feedhub.store.memory.tests.MemoryStores.open;
import static dev.feedhub.store.memory.tests.MemoryStores.record;
import static dev.feedhub.store.memory.tests.MemoryStores.records;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.LabelFilter;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A filter that wants few records looks at few bytes; how many shows in how far one page gets on {@code maxExamined}. */
class SparseFilterTest {
    private static final int CHUNKS = 100;
    private static final LabelFilter RARE = LabelFilter.exactly("rare");

    /** Many chunks with eight labels, all of them unwanted. */
    private static void fill(Store store) {
        List<Record> batch = IntStream.range(0, CHUNKS * CHUNK)
                .mapToObj(i -> record("often/" + i % 8, 100))
                .toList();
        store.append(CTX, batch);
    }

    private static ReadRequest newestFirst(ReadRequest request) {
        return new ReadRequest(
                request.lower(), request.upper(), request.filter(), true, request.maxRecords(), request.maxExamined());
    }

    @Test
    void s05_chunksWithoutAWantedLabelCostNoMoreThanTheirLabels() {
        try (Store store = open()) {
            fill(store);
            long labels = CHUNKS * 8L * ("often/0".length() + 2);
            ReadRequest request = MemoryStores.all(RARE, labels);
            assertTrue(store.read(CTX, request).atEnd(), "10 MB of unwanted records are looked at");
            assertTrue(store.read(CTX, newestFirst(request)).atEnd(), "10 MB of unwanted records are looked at");
            RecordPage less = store.read(CTX, MemoryStores.all(RARE, labels / 2));
            assertFalse(less.atEnd(), "labels that are looked at count");
            assertEquals(CHUNKS / 2 * CHUNK, less.through().position());
        }
    }

    @Test
    void s05_aChunkWithFewWantedRecordsCostsTheirBytesAndTheIdsOfTheOthers() {
        try (Store store = open()) {
            fill(store);
            store.append(CTX, List.of(record("rare", 100)));
            fill(store);
            long labels = (2L * CHUNKS * 8 + 1) * ("often/0".length() + 2);
            long chunk = 2L * (CHUNK - 1) + "rare".length() + 100;
            ReadRequest enough = MemoryStores.all(RARE, labels + chunk);
            for (ReadRequest request : List.of(enough, newestFirst(enough))) {
                RecordPage page = store.read(CTX, request);
                assertEquals(
                        List.of(1L + CHUNKS * CHUNK),
                        page.records().stream().map(MemoryStores::position).toList());
                assertTrue(page.atEnd(), () -> "looked through " + page.through());
            }
            ReadRequest less = MemoryStores.all(RARE, labels + chunk - 1);
            assertFalse(store.read(CTX, less).atEnd(), "something was looked at and did not count");
            assertFalse(store.read(CTX, newestFirst(less)).atEnd(), "something was looked at and did not count");
        }
    }

    @Test
    void s05_aPageOfWantedRecordsHasExactlyTheBytesItMayLookAt() {
        try (Store store = open()) {
            store.append(CTX, records(3 * CHUNK, "a", 99));
            for (LabelFilter filter : List.of(LabelFilter.any(), LabelFilter.glob("a*"))) {
                for (int records : new int[] {1, 2, CHUNK, CHUNK + 1, 3 * CHUNK}) {
                    ReadRequest request = MemoryStores.all(filter, 100L * records);
                    assertEquals(records, store.read(CTX, request).records().size());
                    assertEquals(
                            records,
                            store.read(CTX, newestFirst(request)).records().size());
                }
            }
            assertEquals(
                    2,
                    store.read(CTX, MemoryStores.all(LabelFilter.any(), 299))
                            .records()
                            .size());
            assertEquals(
                    1,
                    store.read(CTX, MemoryStores.all(LabelFilter.any(), 1))
                            .records()
                            .size());
        }
    }

    @Test
    void s05_whereEachRecordHasItsOwnLabelAllLabelsCountOnce() {
        try (Store store = open()) {
            List<Record> batch = new ArrayList<>();
            for (int i = 0; i < 4 * CHUNK; i++) {
                batch.add(record(String.format("%04d", i), 0));
            }
            store.append(CTX, batch);
            int each = "0000".length() + 2 + 2;
            RecordPage page = store.read(CTX, MemoryStores.all(RARE, 1_000L * each));
            assertFalse(page.atEnd());
            assertEquals(1_000, page.through().position(), "as many unwanted labels as fit");
            assertTrue(
                    store.read(CTX, MemoryStores.all(RARE, 4L * CHUNK * each)).atEnd());
        }
    }

    @Test
    void s05_everyPageGetsOnHoweverLittleItMayLookAt() {
        try (Store store = open()) {
            store.append(CTX, records(3 * CHUNK, "unwanted", 1));
            store.append(CTX, List.of(record("rare", 1)));
            ReadRequest least = MemoryStores.all(RARE, 1);
            assertEquals(List.of(3L * CHUNK + 1), MemoryStores.positions(store, least));
            assertEquals(List.of(3L * CHUNK + 1), MemoryStores.positions(store, newestFirst(least)));
        }
    }
}
