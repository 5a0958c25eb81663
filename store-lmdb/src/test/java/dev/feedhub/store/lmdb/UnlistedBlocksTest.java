package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.store.Record;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When blocks are put into the index, and which. */
@Timeout(60)
class UnlistedBlocksTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final int MOST = UnlistedBlocks.MOST;

    @TempDir
    Path folder;

    /** Appends blocks; a block has a small record of each label and a large one of the last. */
    private static void append(LogWriter writer, int first, int blocks, IntFunction<List<String>> labels) {
        for (int block = first; block < first + blocks; block++) {
            List<Record> batch = new ArrayList<>();
            List<String> all = labels.apply(block);
            all.subList(0, all.size() - 1).forEach(label -> batch.add(new Record(NOW, label, null)));
            batch.add(new Record(NOW, all.get(all.size() - 1), new byte[BlockLayout.CAPACITY - 100 - 40 * all.size()]));
            writer.append(batch, NOW);
        }
    }

    private void append(int first, int blocks, IntFunction<List<String>> labels) {
        try (Environment environment = open()) {
            append(writer(environment), first, blocks, labels);
        }
    }

    private Environment open() {
        return Environment.open(folder, Access.WRITE, Durability.META, 1 << 28);
    }

    private static LogWriter writer(Environment environment) {
        return new LogWriter(environment, new DiskRetention(Long.MAX_VALUE, Long.MAX_VALUE, DiskRetention.FOREVER), 1);
    }

    private static List<String> many(int block) {
        return IntStream.rangeClosed(0, LabelIndex.MAX_LABELS)
                .mapToObj(number -> "many/" + block + "/" + number)
                .toList();
    }

    /** What the index lists, an element for each entry but the end. */
    private static List<List<BlockKey>> entries(Transaction txn) {
        List<List<BlockKey>> found = new ArrayList<>();
        try (IndexEntries entries = new IndexEntries(txn)) {
            IndexEntries.Entry entry = entries.around(new byte[0]).after();
            while (!IndexEntries.isEnd(entry.key())) {
                found.add(entry.blocks());
                entry = entries.after(entry.key());
            }
        }
        return found;
    }

    private List<List<BlockKey>> entries() {
        try (Environment environment = open()) {
            return environment.read(UnlistedBlocksTest::entries);
        }
    }

    @Test
    void blocksAreListedWhenThereAreEnoughWhoeverAppendedThem() {
        append(0, MOST / 2, block -> List.of("all"));
        append(MOST / 2, MOST / 2, block -> List.of("all"));
        assertEquals(List.of(), entries(), "one short, as the last block of the log is not among them");
        append(MOST, 1, block -> List.of("all"));
        assertEquals(List.of(MOST), entries().stream().map(List::size).toList());
    }

    @Test
    void blocksAreListedSoonerWhereTheyHaveManyLabels() {
        int labels = 40;
        int entries = 0;
        for (int block = 0; block < 2 * MOST; block += 4) {
            append(
                    block,
                    4,
                    number -> IntStream.range(0, labels)
                            .mapToObj(label -> "label/" + (number * labels + label))
                            .toList());
            int before = entries;
            entries = entries().size();
            assertTrue(entries - before <= 512 + LabelIndex.MAX_LABELS, entries - before + " entries at once");
        }
        assertTrue(entries > MOST * labels, entries + " entries in all");
    }

    @Test
    void blocksThatAreRemovedBeforeTheyAreListedAreNever() {
        IntFunction<List<String>> labels = block -> block % 3 == 0 ? many(block) : List.of("all", "own/" + block);
        try (Environment environment = open()) {
            LogWriter writer = writer(environment);
            append(writer, 0, MOST / 2, labels);
            writer.trim(environment.read(LogState::read).newest().position() / 2, NOW);
            BlockKey oldest = environment.read(UnlistedBlocksTest::oldest);
            append(writer, MOST / 2, MOST, labels);
            List<List<BlockKey>> entries = environment.read(UnlistedBlocksTest::entries);
            assertTrue(entries.size() > MOST / 2, entries.size() + " entries");
            entries.forEach(listed -> assertTrue(
                    listed.get(0).compareTo(oldest) >= 0,
                    () -> "block " + listed.get(0) + " is gone, " + oldest + " is not"));
        }
    }

    private static BlockKey oldest(Transaction txn) {
        try (TreeCursor log = txn.cursor(Tree.LOG)) {
            assertTrue(log.first());
            return BlockKey.decode(log.key());
        }
    }
}
