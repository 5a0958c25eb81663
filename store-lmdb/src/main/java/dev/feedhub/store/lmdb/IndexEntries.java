package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The entries of the index, in the order of their keys. The value of each is a checksum of its key and of the key before it, and the
 * last is an end that is always there. So that nothing lies between two keys can be told from the entries themselves, as the NSEC
 * records of DNSSEC (RFC 4034, section 4) prove that a name is not there: whatever a damaged page makes LMDB leave out or look for
 * in the wrong place, a look-up gives what was written or fails.
 */
final class IndexEntries implements AutoCloseable {
    /** The key after all others; no label begins with this byte. */
    private static final byte[] END = {(byte) 0xff};

    private static final byte[] START = {};
    private static final int LINK_BYTES = Integer.BYTES;

    private final Transaction txn;
    private final TreeCursor cursor;

    IndexEntries(Transaction txn) {
        this.txn = txn;
        this.cursor = txn.cursor(Tree.INDEX);
    }

    /**
     * Two neighbours.
     *
     * @param before empty where there is none
     * @param after the end where there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Gap(byte[] before, byte[] after) {}

    /** Makes an index without entries. */
    static void begin(Transaction txn) {
        txn.put(Tree.INDEX, END, link(START, END));
    }

    static boolean isEnd(byte[] key) {
        return Arrays.equals(key, END);
    }

    /** What the entry with a key holds, given the key before it. */
    static byte[] link(byte[] before, byte[] key) {
        CRC32C checksum = new CRC32C();
        checksum.update(before);
        checksum.update(key);
        return ByteBuffer.allocate(LINK_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) checksum.getValue())
                .array();
    }

    /** The last entry below a key, and the first that is not. */
    Gap around(byte[] key) {
        if (!(key.length == 0 ? cursor.first() : cursor.seek(key))) {
            throw new DamagedBlockException("the end of the index is not found");
        }
        byte[] after = cursor.key();
        ByteBuffer link = cursor.value();
        byte[] before = cursor.previous() ? cursor.key() : START;
        requireLink(before, after, link);
        if (Arrays.compareUnsigned(after, key) < 0 || (key.length > 0 && Arrays.compareUnsigned(before, key) >= 0)) {
            throw new DamagedBlockException("an entry of the index is not found where its key belongs");
        }
        return new Gap(before, after);
    }

    /** The entry that follows an entry; the end if that was the last. */
    byte[] after(byte[] entry) {
        if (!cursor.seek(Arrays.copyOf(entry, entry.length + 1))) {
            throw new DamagedBlockException("the end of the index is not found");
        }
        byte[] after = cursor.key();
        requireLink(entry, after, cursor.value());
        return after;
    }

    /** The entry that an entry follows; empty if that was the first. */
    byte[] before(byte[] entry) {
        if (!cursor.seek(entry) || !Arrays.equals(entry, cursor.key())) {
            throw new DamagedBlockException("an entry of the index is not found by its key");
        }
        ByteBuffer link = cursor.value();
        byte[] before = cursor.previous() ? cursor.key() : START;
        requireLink(before, entry, link);
        return before;
    }

    void insert(byte[] entry) {
        Gap gap = around(entry);
        if (!Arrays.equals(gap.after, entry)) {
            txn.put(Tree.INDEX, entry, link(gap.before, entry));
            txn.put(Tree.INDEX, gap.after, link(entry, gap.after));
        }
    }

    void remove(byte[] entry) {
        byte[] before = before(entry);
        byte[] after = after(entry);
        txn.delete(Tree.INDEX, entry);
        txn.put(Tree.INDEX, after, link(before, after));
    }

    @Override
    public void close() {
        cursor.close();
    }

    private static void requireLink(byte[] before, byte[] key, ByteBuffer link) {
        if (!link.equals(ByteBuffer.wrap(link(before, key)))) {
            throw new DamagedBlockException("an entry of the index does not follow the one that is found before it");
        }
    }
}
