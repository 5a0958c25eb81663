package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import java.util.Arrays;
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
    private final IndexEntries index;
    private final boolean descending;
    private final PriorityQueue<Candidate> nearest;

    /** A block, and the label under which it is listed; the last block of the log has none. */
    private record Candidate(BlockKey block, @Nullable LabelKey label) {}

    IndexWalk(Transaction txn, List<LabelKey> labels, long from, boolean descending) {
        this.txn = txn;
        LogState state = LogState.read(txn);
        this.floor = state.floor().position();
        this.index = new IndexEntries(txn);
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
            byte[] entry = label.entry(start);
            IndexEntries.Gap gap = index.around(entry);
            add(label, descending && !Arrays.equals(gap.after(), entry) ? gap.before() : gap.after());
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
            byte[] entry = candidate.label.entry(candidate.block);
            add(candidate.label, descending ? index.before(entry) : index.after(entry));
        }
    }

    private void add(LabelKey label, byte[] entry) {
        if (label.isOf(entry)) {
            nearest.add(new Candidate(LabelKey.block(entry), label));
        }
    }
}
