package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;

/**
 * What a block is found by: the record that its first byte belongs to, and which part of that record this is. Part 0 is the
 * record's beginning; a block that begins with a later part goes on with a payload that the block before could not take in whole.
 *
 * @param position the record's position
 * @param part which part of the record, from 0
 */
record BlockKey(long position, int part) implements Comparable<BlockKey> {
    static final int BYTES = Long.BYTES + Integer.BYTES;

    /** After every key, as LMDB compares them. */
    static final BlockKey BEYOND = new BlockKey(-1, -1);

    static BlockKey decode(byte[] key) {
        return decode(key, 0);
    }

    /**
     * The key that is the end of some bytes; big-endian, so that keys are in the order of the log.
     *
     * @throws DamagedBlockException if it would begin before them, or not end with them
     */
    static BlockKey decode(byte[] key, int offset) {
        if (offset < 0 || key.length - offset != BYTES) {
            throw new DamagedBlockException("a key has " + key.length + " bytes, where that of a block has " + BYTES
                    + ", and an entry of the index more");
        }
        ByteBuffer buffer = ByteBuffer.wrap(key);
        return new BlockKey(buffer.getLong(offset), buffer.getInt(offset + Long.BYTES));
    }

    byte[] encoded() {
        return ByteBuffer.allocate(BYTES).putLong(position).putInt(part).array();
    }

    /** The first record that may begin in the block. */
    long firstStart() {
        return part == 0 ? position : position + 1;
    }

    /** The last record that has a byte before this block. */
    long lastBefore() {
        return part == 0 ? position - 1 : position;
    }

    BlockKey next() {
        return new BlockKey(position, part + 1);
    }

    @Override
    public int compareTo(BlockKey other) {
        int byPosition = Long.compare(position, other.position);
        return byPosition != 0 ? byPosition : Integer.compare(part, other.part);
    }

    @Override
    public String toString() {
        return position + "." + part;
    }
}
