package dev.feedhub.store.lmdb;

import org.jspecify.annotations.Nullable;

/**
 * Checks that the index lists each block that the state says it does under its labels, and no block that is not there but those before the
 * first: entries go with the last block that they list, and none of a damaged block does. It keeps neither: it compares how many pairs of label and block there
 * are, and the sums of hashes of 64 bits of them.
 */
final class IndexCheck implements EntryVisitor {
    private final LogState state;
    private final Problems problems;
    private final Sum expected = new Sum();
    private final Sum found = new Sum();
    private @Nullable BlockKey first; // null where there is no block
    private byte[] before = {}; // empty where no entry was seen
    private boolean ignored;

    IndexCheck(LogState state, Problems problems) {
        this.state = state;
        this.problems = problems;
    }

    /** Some pairs, in any order. */
    private static final class Sum {
        private long pairs;
        private long hashes;

        void add(byte[] pair) {
            long hash = 0xcbf29ce484222325L; // FNV-1a, and the end of MurmurHash3
            for (byte b : pair) {
                hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
            }
            hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
            hashes += hash ^ hash >>> 33;
            pairs++;
        }
    }

    /** With which block the log begins. */
    void begin(BlockKey block) {
        first = block;
    }

    /** A block of the log, which is to be listed if the state says so. */
    void expect(Block block) {
        if (block.key().compareTo(state.unlisted()) < 0) {
            LabelIndex.keys(block.allLabels()).forEach(label -> expected.add(label.entry(block.key())));
        }
    }

    /** Some blocks are not known, so no end can be compared. */
    void ignore() {
        ignored = true;
    }

    @Override
    public void entry(byte[] key, byte[] value) {
        if (!IndexEntries.isLinked(before, key, value)) {
            problems.add("the index: an entry does not follow the one that is found before it");
        }
        before = key;
        if (IndexEntries.isEnd(key)) {
            return;
        }
        if (key.length <= BlockKey.BYTES) {
            problems.add("the index: an entry has a key of " + key.length + " bytes; more than " + BlockKey.BYTES
                    + " belong there");
        } else {
            find(LabelKey.ofEntry(key), key, IndexEntries.rest(value));
        }
    }

    private void find(LabelKey label, byte[] key, byte[] rest) {
        try {
            for (BlockKey block : PostingList.decode(LabelKey.block(key), rest)) {
                if (first != null && block.compareTo(first) >= 0) {
                    found.add(label.entry(block));
                }
            }
        } catch (DamagedBlockException e) {
            problems.add("the index: " + e.getMessage());
        }
    }

    /** Compares, when all entries were delivered. */
    void end() {
        if (!IndexEntries.isEnd(before) && state.newest().position() > 0) {
            problems.add("the index: its end is missing");
        }
        if (!ignored && (expected.pairs != found.pairs || expected.hashes != found.hashes)) {
            problems.add("the index: it does not list the blocks of the log: it lists " + found.pairs
                    + " under their labels, the blocks have " + expected.pairs);
        }
    }
}
