package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The entries of the index, in the order of their keys. The value of each begins with a checksum of the key before it, its key and the
 * rest of its value, a {@link PostingList}; the last is an end that is always there. So that nothing lies between two keys can be told
 * from the entries themselves, as the NSEC records of DNSSEC (RFC 4034, section 4) prove that a name is not there: whatever a damaged
 * page makes LMDB leave out or look for in the wrong place, a look-up gives what was written or fails.
 */
final class IndexEntries implements AutoCloseable {
    /** The key after all others; no label begins with this byte. */
    private static final byte[] END = {(byte) 0xff};

    private static final byte[] START = {};
    private static final byte[] NO_REST = {};
    private static final int LINK_BYTES = Integer.BYTES;

    private final Transaction txn;
    private final TreeCursor cursor;

    IndexEntries(Transaction txn) {
        this.txn = txn;
        this.cursor = txn.cursor(Tree.INDEX);
    }

    /**
     * An entry, or the end.
     *
     * @param key a label's key and the first block that is listed
     * @param rest its value without the link: the other blocks
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Entry(byte[] key, byte[] rest) {
        List<BlockKey> blocks() {
            return PostingList.decode(LabelKey.block(key), rest);
        }
    }

    /**
     * Two neighbours.
     *
     * @param before the key of the first; empty where there is none
     * @param after the second, or the end where there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Gap(byte[] before, Entry after) {}

    /** Makes an index without entries. */
    static void begin(Transaction txn) {
        txn.put(Tree.INDEX, END, value(START, END, NO_REST));
    }

    static boolean isEnd(byte[] key) {
        return Arrays.equals(key, END);
    }

    /** What the entry with a key holds, given the key before it. */
    static byte[] value(byte[] before, byte[] key, byte[] rest) {
        CRC32C link = new CRC32C();
        link.update(before);
        link.update(key);
        link.update(rest);
        return ByteBuffer.allocate(LINK_BYTES + rest.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) link.getValue())
                .put(rest)
                .array();
    }

    /** A value without its link. */
    static byte[] rest(byte[] value) {
        return value.length < LINK_BYTES ? NO_REST : Arrays.copyOfRange(value, LINK_BYTES, value.length);
    }

    /** Whether a value is that of an entry with a key, given the key before it. */
    static boolean isLinked(byte[] before, byte[] key, byte[] value) {
        return Arrays.equals(value, value(before, key, rest(value)));
    }

    /** The last entry below a key, and the first that is not. */
    Gap around(byte[] key) {
        if (!(key.length == 0 ? cursor.first() : cursor.seek(key))) {
            throw new DamagedBlockException("the end of the index is not found");
        }
        Gap gap = gapHere();
        if (Arrays.compareUnsigned(gap.after.key, key) < 0
                || (key.length > 0 && Arrays.compareUnsigned(gap.before, key) >= 0)) {
            throw new DamagedBlockException("an entry of the index is not found where its key belongs");
        }
        return gap;
    }

    /** The entry that follows an entry; the end if that was the last. */
    Entry after(byte[] key) {
        if (!cursor.seek(Arrays.copyOf(key, key.length + 1))) {
            throw new DamagedBlockException("the end of the index is not found");
        }
        byte[] after = cursor.key();
        return new Entry(after, linkedRest(key, after, value()));
    }

    /** The key of the entry that an entry follows; empty if that was the first. */
    byte[] before(byte[] key) {
        return find(key).before;
    }

    /** The entry with a key. */
    Entry entry(byte[] key) {
        return find(key).after;
    }

    /** Puts an entry, in place of any with its key. */
    void insert(byte[] key, byte[] rest) {
        Gap gap = around(key);
        txn.put(Tree.INDEX, key, value(gap.before, key, rest));
        if (!Arrays.equals(gap.after.key, key)) {
            put(key, gap.after);
        }
    }

    void remove(byte[] key) {
        byte[] before = before(key);
        Entry after = after(key);
        txn.delete(Tree.INDEX, key);
        put(before, after);
    }

    @Override
    public void close() {
        cursor.close();
    }

    private void put(byte[] before, Entry entry) {
        txn.put(Tree.INDEX, entry.key, value(before, entry.key, entry.rest));
    }

    private Gap find(byte[] key) {
        if (!cursor.seek(key) || !Arrays.equals(key, cursor.key())) {
            throw new DamagedBlockException("an entry of the index is not found by its key");
        }
        return gapHere();
    }

    /** The entry that the cursor stands on, and the key before it. */
    private Gap gapHere() {
        byte[] key = cursor.key();
        byte[] value = value();
        byte[] before = cursor.previous() ? cursor.key() : START;
        return new Gap(before, new Entry(key, linkedRest(before, key, value)));
    }

    /** A copy of the value that the cursor stands on. A damaged size may lead out of the map, where a copy would fail. */
    private byte[] value() {
        ByteBuffer value = cursor.value();
        if (value.remaining() > LINK_BYTES + PostingList.MAX_LENGTH) {
            throw new DamagedBlockException("an entry of the index has a value of " + value.remaining() + " bytes; "
                    + (LINK_BYTES + PostingList.MAX_LENGTH) + " are the most");
        }
        byte[] copy = new byte[value.remaining()];
        value.get(copy);
        return copy;
    }

    private static byte[] linkedRest(byte[] before, byte[] key, byte[] value) {
        if (!isLinked(before, key, value)) {
            throw new DamagedBlockException("an entry of the index does not follow the one that is found before it");
        }
        return rest(value);
    }
}
