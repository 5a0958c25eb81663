package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that are listed under any of some labels, and the last one, which is not listed yet: the next entry of each label
 * waits in a queue, and the nearest comes first.
 */
final class IndexWalk implements BlockWalk {
    private final Transaction txn;
    private final long floor;
    private final TreeCursor index;
    private final boolean descending;
    private final PriorityQueue<Candidate> nearest;

    /** A block, and the label under which it is listed; the last block of the log has none. */
    private record Candidate(BlockKey block, @Nullable LabelKey label) {}

    IndexWalk(Transaction txn, List<LabelKey> labels, long from, boolean descending) {
        this.txn = txn;
        LogState state = LogState.read(txn);
        this.floor = state.floor().position();
        this.index = txn.cursor(Tree.INDEX);
        this.descending = descending;
        Comparator<Candidate> byBlock = Comparator.comparing(Candidate::block);
        this.nearest = new PriorityQueue<>(descending ? byBlock.reversed() : byBlock);
        TreeCursor log = txn.cursor(Tree.LOG);
        BlockKey start = BlockWalk.containing(txn, log, from).key();
        BlockKey last = lastOf(log, state);
        if (!descending || last.equals(start)) {
            nearest.add(new Candidate(last, null));
        }
        for (LabelKey label : labels) {
            if (index.seek(label.entry(start))
                    && LabelKey.block(index.key()).equals(start)
                    && label.isOf(index.key())) {
                nearest.add(new Candidate(start, label));
            } else {
                addNext(label, start);
            }
        }
    }

    /** The last block. LMDB's tree has no checksum, so that this is the end of the log is told from its header. */
    private static BlockKey lastOf(TreeCursor log, LogState state) {
        log.last();
        Block last = Block.decode(BlockKey.decode(log.key()), log.value());
        if (last.offset() != state.tail()) {
            throw new DamagedBlockException(last.key(), "no block is found beyond it, and there was one");
        }
        return last.key();
    }

    @Override
    public @Nullable Block next() {
        Candidate candidate;
        while ((candidate = nearest.poll()) != null) {
            BlockKey key = candidate.block;
            advance(candidate);
            while (!nearest.isEmpty() && nearest.peek().block.equals(key)) {
                advance(nearest.remove());
            }
            ByteBuffer block = txn.get(Tree.LOG, key.encoded());
            if (block != null) {
                return Block.decode(key, block);
            }
            if (key.position() > floor) {
                throw new DamagedBlockException(key, "it is in the index, and not there");
            }
        }
        return null;
    }

    private void advance(Candidate candidate) {
        if (candidate.label != null) {
            addNext(candidate.label, candidate.block);
        }
    }

    /** Adds the label's entry that follows a block. */
    private void addNext(LabelKey label, BlockKey block) {
        boolean found;
        if (descending) {
            found = index.seek(label.entry(block)) ? index.previous() : index.last();
        } else {
            found = index.seek(label.entry(block.next()));
        }
        if (found && label.isOf(index.key())) {
            nearest.add(new Candidate(LabelKey.block(index.key()), label));
        }
    }
}
