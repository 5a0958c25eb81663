package dev.feedhub.store.lmdb;

import dev.feedhub.Cursor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Under which epoch a position was written, as of a transaction. The tree has the first position of each epoch, big-endian, and with
 * it the epoch and a checksum of both.
 */
final class Epochs {
    private static final int BYTES = Long.BYTES + Integer.BYTES;

    private final TreeCursor starts;
    private long first = 1; // the run of positions that was looked up last; empty at first
    private long last;
    private long epoch;

    Epochs(Transaction txn) {
        this.starts = txn.cursor(Tree.EPOCHS);
    }

    /** Begins an epoch with a position that is greater than all before. */
    static void begin(Transaction txn, long position, long epoch) {
        ByteBuffer value = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        byte[] key = key(position);
        value.putLong(epoch).putInt(checksum(key, epoch));
        txn.put(Tree.EPOCHS, key, value.array());
    }

    /** The cursor of a position that was appended; the origin for 0. */
    Cursor cursor(long position) {
        if (position == 0) {
            return Cursor.ORIGIN;
        }
        if (position < first || position > last) {
            find(position);
        }
        return new Cursor(position, epoch);
    }

    private void find(long position) {
        boolean later = position < Long.MAX_VALUE && starts.seek(key(position + 1));
        last = later ? position(starts.key()) - 1 : Long.MAX_VALUE;
        if (!(later ? starts.previous() : starts.last())) {
            throw new DamagedBlockException("position " + position + " has no epoch");
        }
        byte[] key = starts.key();
        ByteBuffer value = starts.value();
        first = position(key);
        if (value.capacity() != BYTES || value.getInt(Long.BYTES) != checksum(key, value.getLong(0))) {
            throw new DamagedBlockException("the epoch from position " + first + " on: its checksum is wrong");
        }
        epoch = value.getLong(0);
    }

    private static byte[] key(long position) {
        return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
    }

    private static long position(byte[] key) {
        return ByteBuffer.wrap(key).getLong();
    }

    private static int checksum(byte[] key, long epoch) {
        return BlockLayout.checksum(ByteBuffer.allocate(2 * Long.BYTES)
                .put(key)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(epoch)
                .flip());
    }
}
