package dev.feedhub.store.lmdb;

import dev.feedhub.Cursor;
import dev.feedhub.store.StoreSpan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What the log is at one moment, besides its blocks. Written by each transaction, with that transaction's number, so that an older
 * state cannot pass for it.
 *
 * @param floor the newest position that retention has removed
 * @param newest the newest position ever appended
 * @param newestTime its time
 * @param tail how many bytes all blocks before the last take in the store, ever; where there is no block, all blocks
 * @param unlisted the first block that is not in the index; the last of the log is never
 */
record LogState(Cursor floor, Cursor newest, Instant newestTime, long tail, BlockKey unlisted) {
    /** The state of a log that nothing was ever appended to. */
    static final LogState EMPTY = new LogState(Cursor.ORIGIN, Cursor.ORIGIN, Instant.MIN, 0, new BlockKey(1, 0));

    private static final byte[] KEY = "state".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES = 76;
    private static final int TRANSACTION = 4;

    static LogState read(Transaction txn) {
        ByteBuffer value = txn.get(Tree.STATE, KEY);
        return value == null ? EMPTY : decode(value);
    }

    /**
     * The state in a value.
     *
     * @throws DamagedBlockException if it is not one that was written
     */
    static LogState decode(ByteBuffer value) {
        if (value.capacity() != BYTES || value.getInt(0) != BlockLayout.checksum(body(value))) {
            throw new DamagedBlockException("the state of the log: its checksum is wrong");
        }
        ByteBuffer from = value.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(TRANSACTION + Long.BYTES);
        try {
            LogState state = new LogState(
                    new Cursor(from.getLong(), from.getLong()),
                    new Cursor(from.getLong(), from.getLong()),
                    Instant.ofEpochSecond(from.getLong(), from.getInt()),
                    from.getLong(),
                    new BlockKey(from.getLong(), from.getInt()));
            if (state.floor.position() <= state.newest.position()
                    && state.tail >= 0
                    && state.unlisted.position() > 0
                    && state.unlisted.lastBefore() <= state.newest.position()) {
                return state;
            }
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            // told below
        }
        throw new DamagedBlockException("the state of the log: it does not fit together");
    }

    void write(Transaction txn) {
        ByteBuffer value = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        value.putInt(0)
                .putLong(txn.id())
                .putLong(floor.position())
                .putLong(floor.epoch())
                .putLong(newest.position())
                .putLong(newest.epoch())
                .putLong(newestTime.getEpochSecond())
                .putInt(newestTime.getNano())
                .putLong(tail)
                .putLong(unlisted.position())
                .putInt(unlisted.part());
        value.putInt(0, BlockLayout.checksum(body(value)));
        txn.put(Tree.STATE, KEY, value.array());
    }

    StoreSpan span() {
        return new StoreSpan(floor, newest, newestTime);
    }

    boolean isEmpty() {
        return floor.equals(newest);
    }

    private static ByteBuffer body(ByteBuffer value) {
        return value.slice(Integer.BYTES, BYTES - Integer.BYTES);
    }
}
