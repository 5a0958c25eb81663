package dev.feedhub.store.lmdb;

import java.util.Arrays;
import java.util.List;

/** The blocks that the index lists under a label, one after the other. */
final class ListedBlocks {
    private final IndexEntries index;
    private final LabelKey label;
    private final boolean descending;
    private byte[] entry = {};
    private List<BlockKey> blocks = List.of(); // of the entry
    private int at;

    /** Begins with a block, or with the first beyond it that is listed. */
    ListedBlocks(IndexEntries index, LabelKey label, BlockKey start, boolean descending) {
        this.index = index;
        this.label = label;
        this.descending = descending;
        byte[] wanted = label.entry(start);
        IndexEntries.Gap gap = index.around(wanted);
        boolean exact = Arrays.equals(gap.after().key(), wanted);
        if (!exact && label.isOf(gap.before())) {
            load(index.entry(gap.before()));
        } else if (exact || !descending) {
            load(gap.after());
        }
        while (!isEnd() && isBefore(start)) {
            advance();
        }
    }

    /** Whether there is no further block. */
    boolean isEnd() {
        return blocks.isEmpty();
    }

    BlockKey key() {
        return blocks.get(at);
    }

    void advance() {
        at += descending ? -1 : 1;
        if (at == blocks.size()) {
            load(index.after(entry));
        } else if (at < 0) {
            byte[] before = index.before(entry);
            blocks = List.of();
            if (label.isOf(before)) {
                load(index.entry(before));
            }
        }
    }

    private boolean isBefore(BlockKey start) {
        return descending ? key().compareTo(start) > 0 : key().compareTo(start) < 0;
    }

    private void load(IndexEntries.Entry next) {
        entry = next.key();
        blocks = label.isOf(entry) ? next.blocks() : List.of();
        at = descending ? blocks.size() - 1 : 0;
    }
}
