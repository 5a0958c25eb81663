package dev.feedhub.store.lmdb;

import dev.feedhub.LabelFilter;

/** Which labels of a block a filter wants. */
final class LabelVerdicts {
    private final boolean[] wanted;
    private final long records;

    LabelVerdicts(Block block, LabelFilter filter) {
        wanted = new boolean[block.labels()];
        long count = 0;
        for (int id = 0; id < wanted.length; id++) {
            wanted[id] = filter.matches(block.label(id));
            count += wanted[id] ? block.recordsOf(id) : 0;
        }
        records = count;
    }

    boolean wants(int label) {
        return wanted[label];
    }

    boolean wantsNone() {
        return records == 0;
    }

    /** How many records that begin in the block are wanted. */
    long records() {
        return records;
    }
}
