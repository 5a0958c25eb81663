package dev.feedhub.store.memory.tests;

import static dev.feedhub.store.memory.tests.MemoryStores.ALL;
import static dev.feedhub.store.memory.tests.MemoryStores.CHUNK;
import static dev.feedhub.store.memory.tests.MemoryStores.CTX;
import static dev.feedhub.store.memory.tests.MemoryStores.START;
import static dev.feedhub.store.memory.tests.MemoryStores.failingHalfWay;
import static dev.feedhub.store.memory.tests.MemoryStores.open;
import static dev.feedhub.store.memory.tests.MemoryStores.positions;
import static dev.feedhub.store.memory.tests.MemoryStores.records;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the store does not hold any more is garbage. Payloads are taken over, so that a test can watch the arrays it appended. */
class HeapReleaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<WeakReference<byte[]>> payloads = new ArrayList<>();

    private void append(Store store, int count, int payloadBytes) {
        List<Record> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(watched(payloadBytes));
        }
        store.append(CTX, batch);
    }

    private Record watched(int payloadBytes) {
        byte[] payload = new byte[payloadBytes];
        payloads.add(new WeakReference<>(payload));
        return new Record(START, "a", payload);
    }

    private long alive() {
        return payloads.stream().filter(payload -> !payload.refersTo(null)).count();
    }

    /** Collects garbage until as few payloads as that are alive. */
    private void awaitAlive(long most) {
        long start = System.nanoTime();
        while (alive() > most) {
            assertTrue(System.nanoTime() - start < PATIENCE.toNanos(), () -> alive() + " payloads are not garbage");
            System.gc();
        }
    }

    @Test
    void s12_retentionFreesAllButAChunk() {
        try (Store store = open(Map.of("maxEntries", "100"))) {
            for (int batch = 0; batch < 40; batch++) {
                append(store, 500, 16);
            }
            awaitAlive(100 + CHUNK - 1);
            assertTrue(alive() >= 100, "what is held is alive");
            assertEquals(100, positions(store, ALL).size());
        }
    }

    @Test
    void s12_largeRecordsFillAChunkByTheirBytes() {
        try (Store store = open(Map.of("maxEntries", "3"))) {
            for (int batch = 0; batch < 40; batch++) {
                append(store, 1, 300 << 10);
            }
            awaitAlive(3 + 4);
            assertTrue(alive() >= 3, "what is held is alive");
        }
    }

    @Test
    void s12_trimFreesEveryChunkBelowTheFloor() {
        try (Store store = open()) {
            append(store, 5 * CHUNK, 16);
            store.trim(CTX, 3L * CHUNK);
            awaitAlive(2 * CHUNK);
            assertEquals(2 * CHUNK, alive(), "what is held is alive");
            store.trim(CTX, 5L * CHUNK - 1);
            awaitAlive(CHUNK);
            assertEquals(1, store.count(CTX, ALL));
            store.trim(CTX, 5L * CHUNK);
            awaitAlive(0);
        }
    }

    @Test
    void s10_closeFreesEverythingThoughTheStoreIsHeld() {
        Store store = open();
        append(store, 2 * CHUNK, 16);
        append(store, 3, 16);
        store.close();
        try {
            awaitAlive(0);
        } finally {
            Reference.reachabilityFence(store);
        }
    }

    @Test
    void s03_whatAFailedAppendLeftIsFreedWithTheChunkItWasIn() {
        try (Store store = open()) {
            store.append(CTX, records(1, "a", 16));
            assertThrows(IllegalStateException.class, () -> store.append(CTX, failingHalfWay(watched(16))));
            store.append(CTX, records(1, "a", 16));
            assertEquals(List.of(1L, 2L), positions(store, ALL));
            store.trim(CTX, 1);
            awaitAlive(0);
        }
    }
}
