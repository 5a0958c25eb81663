package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that are listed under any of some labels, and all that are not listed yet. The next block of each label waits in a queue,
 * and the nearest comes first; those that are not listed are the newest, and are read one after the other.
 */
final class IndexWalk implements BlockWalk {
    private final Transaction txn;
    private final LogState state;
    private final List<LabelKey> labels;
    private final long from;
    private final boolean descending;

    private @Nullable PriorityQueue<ListedBlocks> listed; // null until it is their turn
    private @Nullable BlockWalk unlisted; // null where it is not their turn

    /** A walk from the block in which a position begins; where it goes up, one that may be listed. */
    IndexWalk(Transaction txn, LogState state, List<LabelKey> labels, long from, boolean descending) {
        this.txn = txn;
        this.state = state;
        this.labels = labels;
        this.from = from;
        this.descending = descending;
        this.unlisted = from >= state.unlisted().firstStart() ? new WholeLogWalk(txn, from, true) : null;
    }

    @Override
    public @Nullable Block next() {
        return descending ? nextDown() : nextUp();
    }

    private @Nullable Block nextDown() {
        if (unlisted == null) {
            return nextListed();
        }
        Block block = unlisted.next();
        if (block == null || block.key().compareTo(state.unlisted()) < 0) {
            throw new DamagedBlockException(state.unlisted(), "it is not in the index yet, and not found");
        }
        if (block.key().equals(state.unlisted())) {
            unlisted = null;
        }
        return block;
    }

    private @Nullable Block nextUp() {
        if (unlisted == null) {
            Block block = nextListed();
            long first = state.unlisted().firstStart();
            if (block != null || first > state.newest().position()) {
                return block;
            }
            unlisted = new WholeLogWalk(txn, first, false);
        }
        return unlisted.next();
    }

    private @Nullable Block nextListed() {
        PriorityQueue<ListedBlocks> queue = listed;
        if (queue == null) {
            queue = begin();
            listed = queue;
        }
        for (ListedBlocks nearest = queue.poll(); nearest != null; nearest = queue.poll()) {
            BlockKey key = nearest.key();
            advance(queue, nearest);
            while (!queue.isEmpty() && queue.peek().key().equals(key)) {
                advance(queue, queue.remove());
            }
            ByteBuffer block = txn.get(Tree.LOG, key.encoded());
            if (block != null) {
                return Block.decode(key, block);
            }
            if (key.position() > state.floor().position()) {
                throw new DamagedBlockException(key, "it is in the index, and not there");
            }
        }
        return null;
    }

    private PriorityQueue<ListedBlocks> begin() {
        BlockKey start = start();
        Comparator<ListedBlocks> byBlock = Comparator.comparing(ListedBlocks::key);
        PriorityQueue<ListedBlocks> queue = new PriorityQueue<>(descending ? byBlock.reversed() : byBlock);
        IndexEntries index = new IndexEntries(txn);
        for (LabelKey label : labels) {
            add(queue, new ListedBlocks(index, label, start, descending));
        }
        return queue;
    }

    private BlockKey start() {
        try (TreeCursor log = txn.cursor(Tree.LOG)) {
            return BlockWalk.containing(txn, log, from).key();
        }
    }

    private static void advance(PriorityQueue<ListedBlocks> queue, ListedBlocks blocks) {
        blocks.advance();
        add(queue, blocks);
    }

    private static void add(PriorityQueue<ListedBlocks> queue, ListedBlocks blocks) {
        if (!blocks.isEnd()) {
            queue.add(blocks);
        }
    }
}
