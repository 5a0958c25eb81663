package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import org.lmdbjava.Cursor;
import org.lmdbjava.GetOp;

/** Walks the entries of a tree in the order of their keys. It stands on an entry after each move that returned true. */
final class TreeCursor implements AutoCloseable {
    private final Transaction transaction;
    private final Cursor<Region> cursor;
    private final KeyArea key;
    private boolean onEntry;
    private boolean closed;

    TreeCursor(Transaction transaction, Cursor<Region> cursor, KeyArea key) {
        this.transaction = transaction;
        this.cursor = cursor;
        this.key = key;
    }

    boolean first() {
        requireLive();
        try {
            onEntry = cursor.first();
        } catch (RuntimeException failed) {
            throw transaction.failed("be read", failed);
        }
        return onEntry;
    }

    boolean last() {
        requireLive();
        try {
            onEntry = cursor.last();
        } catch (RuntimeException failed) {
            throw transaction.failed("be read", failed);
        }
        return onEntry;
    }

    /** Moves to the next entry; to the first one where it was on none yet. */
    boolean next() {
        requireLive();
        try {
            onEntry = cursor.next();
        } catch (RuntimeException failed) {
            throw transaction.failed("be read", failed);
        }
        return onEntry;
    }

    /** Moves to the previous entry; to the last one where it was on none yet. */
    boolean previous() {
        requireLive();
        try {
            onEntry = cursor.prev();
        } catch (RuntimeException failed) {
            throw transaction.failed("be read", failed);
        }
        return onEntry;
    }

    /** Moves to the first entry whose key is not less. */
    boolean seek(byte[] least) {
        requireLive();
        Region wanted = key.load(least);
        try {
            onEntry = cursor.get(wanted, GetOp.MDB_SET_RANGE);
        } catch (RuntimeException failed) {
            throw transaction.failed("be read", failed);
        }
        return onEntry;
    }

    byte[] key() {
        requireOnEntry();
        return cursor.key().copy();
    }

    /** The value in the map, read-only and little-endian, until the next write of the transaction or its end. */
    ByteBuffer value() {
        requireOnEntry();
        return cursor.val().readOnlyView();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onEntry = false;
            transaction.forget(this);
            cursor.close();
        }
    }

    private void requireOnEntry() {
        requireLive();
        if (!onEntry) {
            throw new IllegalStateException("the cursor is on no entry");
        }
    }

    private void requireLive() {
        transaction.requireLive();
        if (closed) {
            throw new IllegalStateException("a cursor was used after it was closed");
        }
    }
}
