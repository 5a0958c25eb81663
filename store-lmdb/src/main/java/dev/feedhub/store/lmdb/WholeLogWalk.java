package dev.feedhub.store.lmdb;

import org.jspecify.annotations.Nullable;

/**
 * All blocks from the one of a position on, in one direction. LMDB's tree has no checksum, so that each stands beside the one
 * before, and the last is the end of the log, is told from their headers, which have one.
 */
final class WholeLogWalk implements BlockWalk {
    private final TreeCursor log;
    private final LogState state;
    private final boolean descending;
    private Block last;
    private boolean begun;

    WholeLogWalk(Transaction txn, long from, boolean descending) {
        this.log = txn.cursor(Tree.LOG);
        this.state = LogState.read(txn);
        this.descending = descending;
        this.last = BlockWalk.containing(txn, log, from);
    }

    @Override
    public @Nullable Block next() {
        if (!begun) {
            begun = true;
            return last;
        }
        if (!(descending ? log.previous() : log.next())) {
            requireEnd();
            return null;
        }
        Block block = Block.decode(BlockKey.decode(log.key()), log.value());
        Block older = descending ? block : last;
        Block newer = descending ? last : block;
        if (older.offset() + older.storedSize() != newer.offset()) {
            throw new DamagedBlockException(
                    newer.key(), "it does not follow block " + older.key() + ", which is found before it");
        }
        last = block;
        return block;
    }

    private void requireEnd() {
        boolean end = descending ? last.key().lastBefore() <= state.floor().position() : last.offset() == state.tail();
        if (!end) {
            throw new DamagedBlockException(last.key(), "no block is found beyond it, and there was one");
        }
    }
}
