package dev.feedhub.store.memory.tests;

import static dev.feedhub.store.memory.tests.MemoryStores.ALL;
import static dev.feedhub.store.memory.tests.MemoryStores.CTX;
import static dev.feedhub.store.memory.tests.MemoryStores.failingHalfWay;
import static dev.feedhub.store.memory.tests.MemoryStores.open;
import static dev.feedhub.store.memory.tests.MemoryStores.positions;
import static dev.feedhub.store.memory.tests.MemoryStores.record;
import static dev.feedhub.store.memory.tests.MemoryStores.records;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.LabelFilter;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An append that fails when it has filled slots already, as where the heap is full, leaves nothing that anybody sees. */
class FailedAppendTest {
    @Test
    void s03_anAppendThatFailsHalfWayLeavesNothing() {
        try (Store store = open()) {
            for (int before : new int[] {0, 1, 1_023, 1_024, 1_025}) {
                if (before > 0) {
                    store.append(CTX, records(before, "before", 1));
                }
                StoreSpan span = store.span(CTX);
                List<Long> held = positions(store, ALL);
                Record lost = record("lost", 1);
                assertThrows(IllegalStateException.class, () -> store.append(CTX, failingHalfWay(lost)));
                assertEquals(span, store.span(CTX), "the span after a failure");
                assertEquals(held, positions(store, ALL), "what is held after a failure");
                assertEquals(0, count(store, "lost"));
            }
        }
    }

    @Test
    void s03_anAppendAfterAFailureFindsTheLogAsItWas() {
        try (Store store = open()) {
            for (int round = 1; round <= 50; round++) {
                Record lost = record("lost", 1);
                assertThrows(IllegalStateException.class, () -> store.append(CTX, failingHalfWay(lost)));
                assertEquals(
                        7L * round - 6, store.append(CTX, records(7, "kept", 1)).at(0));
                assertEquals(7L * round, count(store, "kept"));
                assertEquals(7 * round, positions(store, ALL).size());
            }
            assertEquals(0, count(store, "lost"));
        }
    }

    private static long count(Store store, String label) {
        return store.count(CTX, MemoryStores.all(LabelFilter.exactly(label), Long.MAX_VALUE));
    }
}
