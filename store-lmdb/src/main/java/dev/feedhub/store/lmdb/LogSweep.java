package dev.feedhub.store.lmdb;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Removes the oldest blocks: those at or below the floor, and those that retention does not keep. */
final class LogSweep {
    private final Transaction txn;
    private final DiskRetention retention;
    private final Instant now;
    private final TreeCursor log;
    private @Nullable Oldest oldest;

    /**
     * The oldest block, as long as it is there and has a successor.
     *
     * @param through the last record with a byte in it
     * @param offset what it and all before it take in the store, ever
     * @param timeAfter of the first record that begins after it, or an older one
     */
    record Oldest(long through, long offset, Instant timeAfter) {
        boolean isDue(DiskRetention retention, LogState state, long end, long floor, Instant now) {
            return through <= floor || retention.expires(state, through, end - offset, timeAfter, now);
        }
    }

    LogSweep(Transaction txn, DiskRetention retention, Instant now) {
        this.txn = txn;
        this.retention = retention;
        this.now = now;
        this.log = txn.cursor(Tree.LOG);
    }

    /** Whether there is a block to remove. */
    boolean isDue(LogState state, long end) {
        return oldest(state, end, state.floor().position()) >= 0;
    }

    /**
     * Removes blocks.
     *
     * @param end what all blocks take in the store
     * @param floor the position through which records are gone already
     * @param budget the most blocks to remove
     * @param unlisted forgets those of them that are not in the index
     * @return the position through which records are gone
     */
    long remove(LogState state, long end, long floor, int budget, UnlistedBlocks unlisted) {
        long gone = floor;
        for (int removed = 0; removed < budget; removed++) {
            long through = oldest(state, end, gone);
            if (through < 0) {
                break;
            }
            gone = Math.max(gone, through);
            removeOldest(state.unlisted(), unlisted);
        }
        return gone;
    }

    /**
     * The block that was looked at last: the oldest, or one just removed, which is due for as long as it is remembered. Null where it has
     * no successor, or one that is damaged.
     */
    @Nullable
    Oldest oldest() {
        return oldest;
    }

    /** Whether the last block was removed. */
    boolean isLogEmpty() {
        return !log.first();
    }

    /** The last record with a byte in the oldest block, if that block is to be removed; -1 if not, or there is none. */
    private long oldest(LogState state, long end, long floor) {
        oldest = null;
        if (!log.first()) {
            return -1;
        }
        if (!log.next()) {
            long newest = state.newest().position();
            boolean gone = newest <= floor || retention.expires(state, newest, 0, state.newestTime(), now);
            return gone ? newest : -1;
        }
        BlockKey next = BlockKey.decode(log.key());
        long through = next.lastBefore();
        requireNeighbours(next);
        if (through <= floor) {
            return through;
        }
        try {
            Block block = Block.decode(next, log.value());
            oldest = new Oldest(through, block.offset(), block.time());
            return oldest.isDue(retention, state, end, floor, now) ? through : -1;
        } catch (DamagedBlockException e) { // a count needs no block; the next one will tell the other two
            return retention.expires(state, through, 0, Instant.MAX, now) ? through : -1;
        }
    }

    /** That the block after the oldest follows it: LMDB's keys have no checksum, and a wrong one must not remove what is kept. */
    private void requireNeighbours(BlockKey next) {
        log.first();
        BlockKey key = BlockKey.decode(log.key());
        long last;
        try {
            last = Block.decode(key, log.value()).lastPosition();
        } catch (DamagedBlockException e) {
            last = next.lastBefore(); // nothing else tells
        }
        log.next();
        if (last != next.lastBefore()) {
            throw new DamagedBlockException(next, "it does not follow block " + key + ", which is found before it");
        }
    }

    private void removeOldest(BlockKey firstUnlisted, UnlistedBlocks unlisted) {
        log.first();
        byte[] name = log.key();
        BlockKey key = BlockKey.decode(name);
        if (key.compareTo(firstUnlisted) < 0) {
            LabelIndex.remove(txn, key, labels(key));
        } else {
            unlisted.forget(key);
        }
        if (!txn.delete(Tree.LOG, name)) {
            throw new DamagedBlockException(key, "it is first in the log, and not found by its key");
        }
    }

    /** The labels of the block that the cursor stands on; none where it is damaged, and what the index lists of it points nowhere. */
    private List<String> labels(BlockKey key) {
        try {
            return Block.decode(key, log.value()).allLabels();
        } catch (DamagedBlockException e) {
            return List.of();
        }
    }
}
