package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.HubFailedException;
import dev.feedhub.LabelFilter;
import dev.feedhub.Receipt;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store whose disk has no room left: it says so, loses nothing, and goes on where there is room. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullDiskTest {
    private static final Context CTX = Context.background();
    private static final int CAPACITY = 16;
    private static final String PAYLOAD = "0123456789abcdef".repeat(1_000);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private HubConfig config(Path disk) {
        return HubConfig.builder()
                .store(new LmdbStoreProvider())
                .set("feedhub.store.lmdb.path", disk.resolve("store").toString())
                .set(HubConfig.FEED_CAPACITY, CAPACITY)
                .set(HubConfig.STORE_RETRY_FOR, Duration.ofSeconds(1))
                .build();
    }

    @Test
    void h04_publishersWaitThenFailAndNothingAcknowledgedIsLost() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "8m")) {
            ConcurrentLinkedQueue<Receipt> receipts = new ConcurrentLinkedQueue<>();
            try (Hub<String> hub = Hub.open(config(disk.path()), Codec.utf8())) {
                CompletableFuture<HubFailedException> publisher =
                        CompletableFuture.supplyAsync(() -> publishUntilItFails(hub, receipts));
                while (hub.feed().size() < CAPACITY) {
                    Thread.onSpinWait();
                }
                HubFailedException failure = publisher.get();
                StoreException cause = assertInstanceOf(StoreException.class, failure.getCause());
                assertEquals(Outcome.NOT_STORED, cause.outcome(), cause.toString());
                assertTrue(
                        String.valueOf(cause.getMessage()).contains("perhaps because the disk is full"),
                        cause::toString);
                assertEquals(Hub.State.FAILED, hub.state());
            }
            List<Cursor> acknowledged = acknowledged(receipts);
            assertTrue(acknowledged.size() > 100, "acknowledged: " + acknowledged.size());
            disk.fillUp();
            for (Access access : Access.values()) {
                try (Store store = Stores.open(disk.path(), access, Map.of())) {
                    assertHolds(store, acknowledged);
                }
            }
            Files.delete(disk.path().resolve("more"));
            disk.remount("size=10m");
            try (Hub<String> hub = Hub.open(config(disk.path()), Codec.utf8())) {
                Cursor next = hub.feed().submit(CTX, "after", PAYLOAD).await(CTX);
                assertTrue(next.position()
                        > acknowledged.get(acknowledged.size() - 1).position());
            }
            assertEquals(
                    List.of(),
                    new LmdbStoreProvider()
                            .verify(CTX, new StoreConfig(Access.READ, config(disk.path())))
                            .problems());
        }
    }

    private static HubFailedException publishUntilItFails(Hub<String> hub, ConcurrentLinkedQueue<Receipt> receipts) {
        try {
            while (true) {
                receipts.add(hub.feed().submit(CTX, "label", PAYLOAD));
            }
        } catch (HubFailedException failed) {
            return failed;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The cursors of the receipts that were fulfilled, all before those that failed. */
    private static List<Cursor> acknowledged(ConcurrentLinkedQueue<Receipt> receipts) throws InterruptedException {
        List<Cursor> cursors = new ArrayList<>();
        try {
            for (Receipt receipt : receipts) {
                cursors.add(receipt.await(CTX));
            }
        } catch (HubFailedException unstored) {
            assertTrue(cursors.size() < receipts.size());
        }
        return cursors;
    }

    private static void assertHolds(Store store, List<Cursor> acknowledged) {
        RecordPage page =
                store.read(CTX, new ReadRequest(null, null, LabelFilter.any(), false, 100_000, Long.MAX_VALUE));
        assertEquals(
                acknowledged,
                page.records().stream()
                        .map(stored -> stored.cursor())
                        .limit(acknowledged.size())
                        .toList());
        for (var stored : page.records()) {
            assertEquals(
                    PAYLOAD.length(),
                    stored.record().payload() == null ? 0 : stored.record().payload().length);
        }
    }

    @Test
    void s12_aTrimOfAFullDiskFreesSpaceOrChangesNothingAndNeedsLittleRoom() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "8m")) {
            long newest;
            try (Store store = Stores.write(disk.path())) {
                newest = fill(disk, store);
                assertEquals(newest / 2, trim(disk, store, newest / 2));
                append(store, 20_000);
                assertEquals(newest + 1, store.span(CTX).newest().position());
            }
            try (Store store = Stores.write(disk.path())) {
                assertEquals(newest / 2, store.span(CTX).floor().position());
                append(store, 20_000);
                assertEquals(
                        newest - newest / 2 + 2,
                        store.count(CTX, new ReadRequest(null, null, LabelFilter.any(), false, 1, 1)));
            }
        }
    }

    @Test
    void s14_aTableOfReadersThatHasNoRoomIsToldAndDoesNotEndTheJvm() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "8m")) {
            try (Store store = Stores.write(disk.path())) {
                append(store, 100);
            }
            Files.delete(disk.path().resolve("store/lock.mdb"));
            disk.fillUp();
            for (Access access : Access.values()) {
                StoreException full =
                        assertThrows(StoreException.class, () -> Stores.open(disk.path(), access, Map.of()));
                assertTrue(String.valueOf(full.getMessage()).contains("lock.mdb cannot be made"), full::toString);
            }
            Files.delete(disk.path().resolve("more"));
            try (Store store = Stores.read(disk.path())) {
                disk.fillUp();
                readInManyThreads(store);
            }
        }
    }

    /** So that places in the table are taken that nobody had before. */
    private static void readInManyThreads(Store store) {
        List<CompletableFuture<Long>> readers = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(200);
        for (int i = 0; i < 200; i++) {
            readers.add(CompletableFuture.supplyAsync(
                    () -> {
                        long count = 0;
                        for (int round = 0; round < 20; round++) {
                            count += store.count(CTX, new ReadRequest(null, null, LabelFilter.any(), false, 1, 1));
                        }
                        return count;
                    },
                    threads));
        }
        readers.forEach(reader -> assertEquals(20L, reader.join()));
        threads.shutdown();
    }

    /** Trims without room, or else with 2 MiB. */
    private static long trim(SmallDisk disk, Store store, long through) {
        try {
            return store.trim(CTX, through);
        } catch (StoreException full) {
            assertEquals(Outcome.NOT_STORED, full.outcome(), full.toString());
            assertEquals(0, store.span(CTX).floor().position());
            disk.remount("size=10m");
            return store.trim(CTX, through);
        }
    }

    /** Appends until not one byte more can be, and gives the newest position. */
    private static long fill(SmallDisk disk, Store store) throws IOException {
        for (int size = 100_000; size > 0; size /= 10) {
            int bytes = size;
            StoreException full = assertThrows(StoreException.class, () -> {
                while (true) {
                    append(store, bytes);
                }
            });
            assertEquals(Outcome.NOT_STORED, full.outcome(), full.toString());
        }
        disk.fillUp();
        assertThrows(StoreException.class, () -> {
            while (true) {
                append(store, 4_000);
            }
        });
        return store.span(CTX).newest().position();
    }

    private static void append(Store store, int size) {
        store.append(CTX, List.of(new Record(Instant.EPOCH, "label/" + size % 7, new byte[size])));
    }
}
