package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is configured is kept, and at most a block more; and what a durability of {@code meta} keeps. */
@Timeout(60)
class RetentionTest {
    private static final Context CTX = Context.background();
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final int PAYLOAD = 1_000;

    /** As many records of this size as a block can hold, and one that it begins with. */
    private static final int BLOCK = BlockLayout.CAPACITY / PAYLOAD + 1;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private Instant now = START;

    private static long kept(Store store) {
        return store.span(CTX).newest().position() - store.span(CTX).floor().position();
    }

    /** Appends records, each a second after the one before. */
    private void append(Store store, int count) {
        store.append(
                CTX,
                IntStream.range(0, count)
                        .mapToObj(i -> new Record(now.plusSeconds(i), "label", new byte[PAYLOAD]))
                        .toList());
        now = now.plusSeconds(count);
    }

    @Test
    void s12_theNewestRecordsAreKeptAndLessThanABlockMore() {
        int bound = (UnlistedBlocks.MOST + 10) * BLOCK; // so many blocks that those that are removed are listed
        try (Store store = Stores.write(folder, Map.of("feedhub.store.lmdb.maxEntries", "" + bound))) {
            for (int i = 0; i < 300; i++) {
                append(store, 1 + i % 30);
                long all = store.span(CTX).newest().position();
                assertTrue(kept(store) >= Math.min(all, bound), "kept " + kept(store));
                assertTrue(kept(store) <= bound + BLOCK, "kept " + kept(store));
            }
        }
        ListedBlocksRemoved.check(folder, 1);
    }

    @Test
    void s12_aBatchOfManyBlocksRemovesAsMany() {
        try (Store store = Stores.write(folder, Map.of("feedhub.store.lmdb.maxEntries", "500"))) {
            for (int i = 0; i < 3; i++) {
                append(store, 5_000);
                assertTrue(kept(store) >= 500 && kept(store) <= 500 + BLOCK, "kept " + kept(store));
            }
        }
    }

    @Test
    void s12_aBatchOfLargePayloadsRemovesAsMany() {
        try (Store store = Stores.write(folder, Map.of("feedhub.store.lmdb.maxEntries", "10"))) {
            for (int i = 0; i < 3; i++) {
                store.append(CTX, Collections.nCopies(60, new Record(now, "label", new byte[50_000])));
                assertTrue(kept(store) >= 10 && kept(store) <= 11, "kept " + kept(store));
            }
        }
    }

    @Test
    void s12_aBoundThatIsSetLaterIsMetByMaintenance() {
        try (Store store = Stores.write(folder)) {
            append(store, 5_000);
        }
        try (Store store = Stores.write(folder, Map.of("feedhub.store.lmdb.maxBytes", "100000"))) {
            assertEquals(5_000, kept(store));
            store.maintain(CTX);
            assertTrue(
                    kept(store) >= 100_000 / (PAYLOAD + 100) && kept(store) <= 100_000 / PAYLOAD + BLOCK,
                    "kept " + kept(store));
        }
    }

    private Store open() {
        Environment environment = Environment.open(folder.resolve("store"), Access.WRITE, Durability.COMMIT, 1 << 20);
        DiskRetention minute = new DiskRetention(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofMinutes(1));
        return LmdbStore.forWriting(environment, minute, () -> now, 7);
    }

    @Test
    void s12_anAgeIsKeptByAppends() {
        try (Store store = open()) {
            for (int i = 0; i < 50; i++) {
                append(store, 10);
                assertTrue(kept(store) >= Math.min(60, store.span(CTX).newest().position()), "kept " + kept(store));
                assertTrue(kept(store) <= 60 + 10 + BLOCK, "kept " + kept(store));
            }
        }
    }

    @Test
    void s12_anAgeIsKeptWhenIdleAndAfterOpening() {
        try (Store store = open()) {
            append(store, 200);
            assertTrue(store.maintain(CTX).compareTo(Duration.ofMinutes(1)) <= 0);
            assertTrue(kept(store) >= 60 && kept(store) <= 60 + BLOCK, "kept " + kept(store));
            now = now.plusSeconds(30);
            store.maintain(CTX);
            assertTrue(kept(store) >= 30 && kept(store) <= 30 + BLOCK, "kept " + kept(store));
        }
        now = now.plusSeconds(120);
        try (Store store = open()) {
            store.maintain(CTX);
            assertEquals(0, kept(store));
            append(store, 1);
            assertEquals(1, kept(store));
            assertEquals(201, store.span(CTX).newest().position());
        }
    }

    @Test
    void s12_maintenanceIsDueAgainWhenTheOldestBlockMayGo() {
        try (Store store = open()) {
            assertEquals(Duration.ofMinutes(1), store.maintain(CTX), "there is none");
            append(store, 5);
            assertEquals(Duration.ofSeconds(59), store.maintain(CTX), "the newest is a second old");
            append(store, 25);
            assertEquals(Duration.ofSeconds(46), store.maintain(CTX), "the second block begins with record 17");
        }
    }

    @Test
    void s11_metaIsDurableWhenItIsForced() {
        Map<String, String> meta = Map.of("feedhub.store.lmdb.durability", "meta");
        assertEquals(
                List.of("MDB_NOTLS", "MDB_NOMETASYNC"),
                new NativeEnvironment.Mode(true, Durability.META, false)
                        .flags().stream().map(Enum::name).toList());
        for (int first = 1; first <= 201; first += 100) {
            try (Store store = Stores.write(folder, meta)) {
                SampleStore.append(store, first, 100);
                store.sync(CTX);
                SampleStore.assertSound(store, 0, first + 99);
            }
        }
        try (Store store = Stores.read(folder)) {
            SampleStore.assertSound(store, 0, 300);
        }
    }
}
