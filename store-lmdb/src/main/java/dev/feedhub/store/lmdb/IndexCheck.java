package dev.feedhub.store.lmdb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the index lists each block but the last under its labels, and no block that is not there but those before the first:
 * a damaged block that was removed leaves its entries. It keeps neither: it compares how many entries there are, and the sums of
 * hashes of 64 bits of them.
 */
final class IndexCheck implements EntryVisitor {
    private final boolean everAppended;
    private final Problems problems;
    private final Sum expected = new Sum();
    private final Sum found = new Sum();
    private @Nullable BlockKey first; // null where there is no block
    private byte[] before = {}; // empty where no entry was seen
    private boolean ignored;

    IndexCheck(LogState state, Problems problems) {
        this.everAppended = state.newest().position() > 0;
        this.problems = problems;
    }

    /** Some entries, in any order. */
    private static final class Sum {
        private long entries;
        private long hashes;

        void add(byte[] entry) {
            long hash = 0xcbf29ce484222325L; // FNV-1a, and the end of MurmurHash3
            for (byte b : entry) {
                hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
            }
            hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
            hashes += hash ^ hash >>> 33;
            entries++;
        }
    }

    /** With which block the log begins. */
    void begin(BlockKey block) {
        first = block;
    }

    /** A block that is to be listed. */
    void expect(Block block) {
        LabelIndex.entries(block.key(), block.allLabels()).forEach(expected::add);
    }

    /** Some blocks are not known, so no end can be compared. */
    void ignore() {
        ignored = true;
    }

    @Override
    public void entry(byte[] key, byte[] value) {
        if (!Arrays.equals(value, IndexEntries.link(before, key))) {
            problems.add("the index: an entry does not follow the one that is found before it");
        }
        before = key;
        if (IndexEntries.isEnd(key)) {
            return;
        }
        if (key.length <= BlockKey.BYTES) {
            problems.add("the index: an entry has a key of " + key.length + " bytes; more than " + BlockKey.BYTES
                    + " belong there");
        } else if (first != null && LabelKey.block(key).compareTo(first) >= 0) {
            found.add(key);
        }
    }

    /** Compares, when all entries were delivered. */
    void end() {
        if (!IndexEntries.isEnd(before) && everAppended) {
            problems.add("the index: its end is missing");
        }
        if (!ignored && (expected.entries != found.entries || expected.hashes != found.hashes)) {
            problems.add("the index: it does not list the blocks of the log: it has " + found.entries
                    + " entries, the blocks have " + expected.entries + " labels");
        }
    }
}
