package dev.feedhub.store.lmdb;

import org.jspecify.annotations.Nullable;

/** The blocks that may have wanted records, one after the other. */
interface BlockWalk {
    /** The next block; null at the end of the log. */
    @Nullable
    Block next();

    /** The block in which a position begins, one that is held. */
    static Block containing(Transaction txn, TreeCursor log, long position) {
        boolean later = log.seek(new BlockKey(position, 1).encoded());
        if (!(later ? log.previous() : log.last())) {
            throw new DamagedBlockException("there is no block with position " + position);
        }
        Block block = Block.decode(BlockKey.decode(log.key()), log.value());
        if (position < block.firstPosition() || position > block.lastPosition()) {
            throw new DamagedBlockException(block.key(), "it is to have position " + position + ", and has not");
        }
        return block;
    }
}
