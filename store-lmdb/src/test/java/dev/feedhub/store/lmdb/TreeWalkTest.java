package dev.feedhub.store.lmdb;

import static dev.feedhub.store.lmdb.LmdbFile.bytes;
import static dev.feedhub.store.lmdb.LmdbFile.key;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.DeadlineExceededException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/** Files that LMDB wrote are sound, and what is delivered is what was written. */
@Timeout(60)
class TreeWalkTest {
    @TempDir
    Path folder;

    @Test
    void anEnvironmentThatNothingWasWrittenToIsSound() throws IOException {
        Env.create(ByteArrayProxy.PROXY_BA).open(folder.toFile()).close();
        assertEquals(List.of(), LmdbFile.walk(folder.resolve("data.mdb"), Map.of()));
    }

    @Test
    void emptyTreesAreSound() throws IOException {
        LmdbFile.open(folder).close();
        assertEquals(List.of(), LmdbFile.problems(folder.resolve("data.mdb")));
    }

    @Test
    void entriesOfATreeOfThreeLevelsAreDeliveredInOrder() throws IOException {
        TreeMap<byte[], byte[]> written = new TreeMap<>(Arrays::compareUnsigned);
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            written.put(bytes(1 + random.nextInt(100), random.nextLong()), bytes(random.nextInt(40), i));
        }
        Path data;
        try (LmdbFile file = LmdbFile.open(folder)) {
            file.write(txn -> written.forEach((key, value) -> file.index.put(txn, key, value)));
            try (Txn<byte[]> txn = file.env.txnRead()) {
                assertTrue(file.index.stat(txn).depth >= 3);
            }
            data = file.data;
        }
        assertDelivered(written, data, "index");
    }

    @Test
    void valuesInOverflowPagesAreDeliveredWhole() throws IOException {
        TreeMap<byte[], byte[]> written = new TreeMap<>(Arrays::compareUnsigned);
        for (int i = 0; i < 60; i++) {
            written.put(key(i), bytes(i * 331, i));
        }
        for (int length :
                new int[] {4_080, 4_081, 8_176, 8_177, 300_000}) { // whole pages less a header, and a byte more
            written.put(key(1_000L + length), bytes(length, length));
        }
        try (LmdbFile file = LmdbFile.open(folder)) {
            file.write(txn -> written.forEach((key, value) -> file.log.put(txn, key, value)));
        }
        assertDelivered(written, folder.resolve("data.mdb"), "log");
    }

    @Test
    void aPageThatIsFilledToTheLastByteIsSound() throws IOException {
        TreeMap<byte[], byte[]> written = new TreeMap<>(Arrays::compareUnsigned);
        for (int i = 0; i < 2; i++) {
            written.put(key(i), bytes(2_022, i)); // two fill a page: (4096 - 16) / 2 less offset, header and key
        }
        try (LmdbFile file = LmdbFile.open(folder)) {
            file.write(txn -> written.forEach((key, value) -> file.log.put(txn, key, value)));
            file.write(txn -> file.index.put(txn, key(1), key(1)));
            file.write(txn -> file.epochs.put(txn, key(1), key(1)));
        }
        Path data = folder.resolve("data.mdb");
        assertDelivered(written, data, "log");
        ByteBuffer leaf = ByteBuffer.wrap(
                        PageBytes.read(data, PageBytes.page(data, StorePages.Kind.LOG_LEAF), PageHeader.BYTES))
                .order(ByteOrder.nativeOrder());
        assertEquals(PageHeader.lower(leaf), PageHeader.upper(leaf), "no room is left");
    }

    @Test
    void aDoneContextEndsTheWalk() throws Exception {
        Path data = LmdbFile.small(folder);
        Context done = Context.background().withTimeout(Duration.ZERO);
        try (PageFile file = PageFile.open(data)) {
            Snapshot snapshot = new Snapshot(file, Metas.read(file).newest());
            TreeWalk walk = new TreeWalk(done, snapshot, new Problems());
            assertThrows(DeadlineExceededException.class, () -> walk.run(Map.of()));
        }
    }

    @Test
    void aFileIsSoundAfterEachOfThousandsOfTransactions() throws IOException {
        Random random = new Random(2);
        TreeMap<byte[], byte[]> written = new TreeMap<>(Arrays::compareUnsigned);
        try (LmdbFile file = LmdbFile.open(folder)) {
            for (int round = 0; round < 4_000; round++) {
                file.write(txn -> change(file, txn, written, random));
                if (round % 40 == 0) {
                    assertEquals(List.of(), LmdbFile.problems(file.data), "after round " + round);
                }
            }
        }
        assertDelivered(written, folder.resolve("data.mdb"), "log");
    }

    @Test
    void aTreeThatEverythingWasRemovedFromIsSound() throws IOException {
        try (LmdbFile file = LmdbFile.open(folder)) {
            file.write(txn -> {
                for (int i = 0; i < 5_000; i++) {
                    file.log.put(txn, key(i), bytes(i % 50 == 0 ? 5_000 : 20, i));
                }
            });
            for (int from = 0; from < 5_000; from += 100) {
                int first = from;
                file.write(txn -> {
                    for (int i = first; i < first + 100; i++) {
                        file.log.delete(txn, key(i));
                    }
                });
                assertEquals(List.of(), LmdbFile.problems(file.data), "after " + from);
            }
        }
        assertDelivered(new TreeMap<>(Arrays::compareUnsigned), folder.resolve("data.mdb"), "log");
    }

    @Test
    void pagesThatOneTransactionAllocatedAndFreedNeedNotBeInTheFile() throws IOException {
        try (LmdbFile file = LmdbFile.open(folder)) {
            file.write(txn -> {
                file.log.put(txn, key(1), bytes(400_000, 1));
                file.log.delete(txn, key(1));
                file.log.put(txn, key(2), bytes(8, 2));
            });
            long length = file.data.toFile().length();
            try (PageFile pages = PageFile.open(file.data)) {
                MetaPage meta = Metas.read(pages).newest();
                assertTrue(length < (meta.lastPage() + 1) * meta.pageSize(), "the file is short");
            } catch (DamagedFileException e) {
                throw new AssertionError(e);
            }
            assertEquals(List.of(), LmdbFile.problems(file.data));
        }
    }

    private static void change(LmdbFile file, Txn<byte[]> txn, Map<byte[], byte[]> written, Random random) {
        for (int i = random.nextInt(12); i >= 0; i--) {
            byte[] key = key(random.nextInt(600));
            if (random.nextInt(5) < 2) {
                file.log.delete(txn, key);
                written.remove(key);
            } else {
                int length = random.nextInt(10) == 0 ? random.nextInt(30_000) : random.nextInt(300);
                byte[] value = bytes(length, random.nextLong());
                file.log.put(txn, key, value);
                written.put(key, value);
            }
        }
    }

    private static void assertDelivered(Map<byte[], byte[]> written, Path data, String tree) throws IOException {
        List<byte[]> keys = new ArrayList<>();
        List<byte[]> values = new ArrayList<>();
        EntryVisitor visitor = (key, value) -> {
            keys.add(key);
            values.add(value);
        };
        assertEquals(List.of(), LmdbFile.problems(data));
        assertEquals(List.of(), LmdbFile.walk(data, Map.of(tree, visitor)));
        assertArrayEquals(written.keySet().toArray(), keys.toArray());
        assertArrayEquals(written.values().toArray(), values.toArray());
    }
}
