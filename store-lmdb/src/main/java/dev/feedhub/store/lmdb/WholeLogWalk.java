package dev.feedhub.store.lmdb;

import org.jspecify.annotations.Nullable;

/** All blocks from the one of a position on, in one direction. */
final class WholeLogWalk implements BlockWalk {
    private final TreeCursor log;
    private final boolean descending;
    private @Nullable Block first;

    WholeLogWalk(Transaction txn, long from, boolean descending) {
        this.log = txn.cursor(Tree.LOG);
        this.descending = descending;
        this.first = BlockWalk.containing(txn, log, from);
    }

    @Override
    public @Nullable Block next() {
        Block block = first;
        if (block != null) {
            first = null;
            return block;
        }
        boolean found = descending ? log.previous() : log.next();
        return found ? Block.decode(BlockKey.decode(log.key()), log.value()) : null;
    }
}
