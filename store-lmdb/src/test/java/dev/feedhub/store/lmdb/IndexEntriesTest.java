package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The entries of the index beside a sorted map: whatever is inserted, removed and undone, both have the same neighbours and blocks. */
@Tag("once")
@Timeout(300)
class IndexEntriesTest {
    private static final int ROUNDS = FullSize.of(60, 5_000);
    private static final long SEED = Long.getLong("feedhub.seed", new Random().nextLong());

    /** Labels of which some begin others, end in what separates them from their blocks, or have one key. */
    private static final List<String> LABELS = List.of(
            "",
            "\0",
            "\0\0",
            "\1",
            "a",
            "a\0",
            "a\0b",
            "a\u00ff",
            "ab",
            "b",
            "\ud83d\ude00",
            "x".repeat(63),
            "x".repeat(64),
            "x".repeat(65),
            "\0".repeat(64),
            "\0".repeat(65),
            "x".repeat(64) + "\0");

    private static final long[] POSITIONS = {1, 2, 255, 256, 1L << 32, Long.MAX_VALUE};

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private final Random random = new Random(SEED);
    private NavigableMap<byte[], List<BlockKey>> model = new TreeMap<>(Arrays::compareUnsigned);

    private Environment open(Access access) {
        return Environment.open(folder.resolve("store"), access, Durability.META, 1 << 24);
    }

    @BeforeEach
    void begin() {
        try (Environment environment = open(Access.WRITE)) {
            write(environment, model, txn -> IndexEntries.begin(txn));
        }
    }

    @Test
    void entriesHaveTheNeighboursOfASortedMap() {
        Environment environment = open(Access.WRITE);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                NavigableMap<byte[], List<BlockKey>> changed = new TreeMap<>(model);
                boolean undone = random.nextInt(5) == 0;
                try {
                    write(environment, changed, txn -> {
                        change(txn, changed);
                        if (undone) {
                            throw new UnsupportedOperationException("undone");
                        }
                    });
                    model = changed;
                } catch (UnsupportedOperationException e) {
                    assertTrue(undone);
                }
                environment.read(txn -> requireSame(txn, model));
                if (random.nextInt(10) == 0) {
                    environment.close();
                    environment = open(Access.WRITE);
                }
            }
        } finally {
            environment.close();
        }
    }

    @Test
    void aReaderSeesTheEntriesAsOfItsBeginning() throws Exception {
        try (Environment writer = open(Access.WRITE);
                Environment reader = open(Access.READ)) {
            for (int round = 0; round < ROUNDS / 10; round++) {
                NavigableMap<byte[], List<BlockKey>> before = new TreeMap<>(model);
                CountDownLatch begun = new CountDownLatch(1);
                CountDownLatch written = new CountDownLatch(1);
                CompletableFuture<Boolean> read = CompletableFuture.supplyAsync(() -> reader.read(txn -> {
                    requireSame(txn, before);
                    begun.countDown();
                    await(written);
                    return requireSame(txn, before);
                }));
                await(begun);
                write(writer, model, txn -> change(txn, model));
                written.countDown();
                read.get(60, TimeUnit.SECONDS);
                reader.read(txn -> requireSame(txn, model));
            }
        }
    }

    @Test
    void whatIsNotThereIsNotRemoved() {
        byte[] entry = LabelKey.of("a").entry(new BlockKey(1, 0));
        byte[] other = LabelKey.of("a").entry(new BlockKey(1, 1));
        try (Environment environment = open(Access.WRITE)) {
            List<BlockKey> blocks = List.of(new BlockKey(1, 0), new BlockKey(1, 2));
            model.put(entry, blocks);
            write(environment, model, txn -> insert(txn, entry, blocks));
            assertThrows(
                    DamagedBlockException.class,
                    () -> write(environment, model, txn -> {
                        try (IndexEntries entries = new IndexEntries(txn)) {
                            entries.remove(other);
                        }
                    }));
            environment.read(txn -> requireSame(txn, model));
        }
    }

    @Test
    void aChangedByteOfAnEntrysBlocksIsTold() {
        byte[] entry = LabelKey.of("a").entry(new BlockKey(1, 0));
        try (Environment environment = open(Access.WRITE)) {
            environment.write(txn -> {
                insert(txn, entry, List.of(new BlockKey(1, 0), new BlockKey(9, 0), new BlockKey(30, 0)));
                byte[] value = new byte[Integer.BYTES + 2];
                Objects.requireNonNull(txn.get(Tree.INDEX, entry)).get(value);
                value[Integer.BYTES + 1] ^= 2;
                txn.put(Tree.INDEX, entry, value);
                LogState.EMPTY.write(txn);
                return true;
            });
            assertThrows(
                    DamagedBlockException.class, () -> environment.read(txn -> new IndexEntries(txn).entry(entry)));
        }
    }

    @Test
    void aValueThatIsTooLongIsTold() {
        byte[] entry = LabelKey.of("a").entry(new BlockKey(1, 0));
        try (Environment environment = open(Access.WRITE)) {
            environment.write(txn -> {
                byte[] rest = new byte[PostingList.MAX_LENGTH + 1];
                txn.put(Tree.INDEX, entry, IndexEntries.value(new byte[0], entry, rest));
                LogState.EMPTY.write(txn);
                return true;
            });
            assertThrows(
                    DamagedBlockException.class, () -> environment.read(txn -> new IndexEntries(txn).entry(entry)));
        }
    }

    private static void insert(Transaction txn, byte[] entry, List<BlockKey> blocks) {
        try (IndexEntries entries = new IndexEntries(txn)) {
            entries.insert(entry, PostingList.encode(blocks));
        }
    }

    /** Work that writes; its changes of entries were made to the map too. */
    private static void write(
            Environment environment, NavigableMap<byte[], List<BlockKey>> expected, Consumer<Transaction> work) {
        environment.write(txn -> {
            work.accept(txn);
            LogState.EMPTY.write(txn);
            return requireSame(txn, expected);
        });
    }

    private void change(Transaction txn, NavigableMap<byte[], List<BlockKey>> changed) {
        try (IndexEntries entries = new IndexEntries(txn)) {
            for (int i = random.nextInt(30); i >= 0; i--) {
                byte[] entry = entry(random);
                if (!changed.containsKey(entry) || random.nextInt(3) == 0) {
                    List<BlockKey> blocks = blocks(LabelKey.block(entry), random);
                    entries.insert(entry, PostingList.encode(blocks));
                    changed.put(entry, blocks);
                } else {
                    entries.remove(entry);
                    changed.remove(entry);
                }
            }
        }
    }

    private static byte[] entry(Random random) {
        LabelKey label =
                random.nextInt(10) == 0 ? LabelKey.MANY : LabelKey.of(LABELS.get(random.nextInt(LABELS.size())));
        return label.entry(new BlockKey(POSITIONS[random.nextInt(POSITIONS.length)], random.nextInt(3)));
    }

    /** Up to as many blocks as an entry lists, from one on. */
    static List<BlockKey> blocks(BlockKey first, Random random) {
        List<BlockKey> blocks = new ArrayList<>();
        BlockKey last = first;
        for (int i = random.nextInt(UnlistedBlocks.MOST); i >= 0; i--) {
            blocks.add(last);
            boolean sameRecord = random.nextInt(3) == 0 || last.position() > Long.MAX_VALUE - 1_000_000;
            last = sameRecord
                    ? new BlockKey(last.position(), last.part() + 1 + random.nextInt(200))
                    : new BlockKey(last.position() + 1 + random.nextInt(10_000), random.nextInt(3));
        }
        return blocks;
    }

    /** Walks all entries, and asks for the neighbours of some that are there and some that are not. */
    private static boolean requireSame(Transaction txn, NavigableMap<byte[], List<BlockKey>> expected) {
        try (IndexEntries entries = new IndexEntries(txn)) {
            List<String> found = new ArrayList<>();
            byte[] entry = entries.around(new byte[0]).after().key();
            while (!IndexEntries.isEnd(entry)) {
                byte[] listed = entry;
                assertEquals(expected.get(entry), entries.entry(entry).blocks(), () -> hex(listed) + ", seed " + SEED);
                found.add(hex(entry));
                entry = entries.after(entry).key();
            }
            assertEquals(expected.keySet().stream().map(IndexEntriesTest::hex).toList(), found, () -> "seed " + SEED);
            Random probes = new Random(SEED + found.size());
            for (int i = 0; i < 5; i++) {
                byte[] probe = i == 0 ? LabelKey.beginning("a") : entry(probes);
                requireNeighbours(entries, expected, probe);
            }
        }
        return true;
    }

    private static void requireNeighbours(
            IndexEntries entries, NavigableMap<byte[], List<BlockKey>> expected, byte[] probe) {
        IndexEntries.Gap gap = entries.around(probe);
        assertEquals(hex(expected.lowerKey(probe)), hex(gap.before()), () -> "before " + hex(probe) + ", seed " + SEED);
        assertEquals(
                expected.ceilingKey(probe) == null,
                IndexEntries.isEnd(gap.after().key()),
                () -> "the end after " + hex(probe) + ", seed " + SEED);
        if (!IndexEntries.isEnd(gap.after().key())) {
            assertEquals(
                    hex(expected.ceilingKey(probe)),
                    hex(gap.after().key()),
                    () -> "from " + hex(probe) + ", seed " + SEED);
        }
        if (expected.containsKey(probe)) {
            assertEquals(hex(expected.lowerKey(probe)), hex(entries.before(probe)), () -> "seed " + SEED);
        }
    }

    /** A key in a message; an entry that is not there is as one without bytes. */
    private static String hex(byte @Nullable [] key) {
        return key == null ? "" : HexFormat.of().formatHex(key);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS), "the other came in time");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
