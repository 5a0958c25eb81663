package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A block as it is in the store. Valid as long as the buffer it is decoded from. Header and label table are checked when it is
 * decoded, the body when its {@link #table()} is made.
 */
final class Block {
    private final BlockKey key;
    private final ByteBuffer buffer;
    private final int bodyLength;
    private final int headLength;
    private final int bodyChecksum;
    private final int records;
    private final int carried;
    private final long offset;
    private final Instant time;
    private final String[] labels;
    private final int[] recordsOf;

    private Block(BlockKey key, ByteBuffer buffer, ByteBuffer head, int bodyLength) {
        this.key = key;
        this.buffer = buffer;
        this.bodyLength = bodyLength;
        this.headLength = head.capacity();
        this.bodyChecksum = head.getInt(BlockLayout.BODY_CHECKSUM);
        this.time = time(head, BlockLayout.SECONDS);
        this.records = count(head, BlockLayout.RECORDS);
        this.carried = count(head, BlockLayout.CARRIED);
        this.offset = head.getLong(BlockLayout.OFFSET);
        this.labels = new String[count(head, BlockLayout.LABELS)];
        this.recordsOf = new int[labels.length];
    }

    /** Whether header and label table are as they were written, of whichever block. */
    static boolean isHeadSound(ByteBuffer buffer) {
        if (buffer.capacity() < BlockLayout.HEADER) {
            return false;
        }
        long body = Integer.toUnsignedLong(buffer.getInt(BlockLayout.BODY_LENGTH));
        long table = Integer.toUnsignedLong(buffer.getInt(BlockLayout.TABLE_LENGTH));
        return BlockLayout.HEADER + body + table <= Math.min(buffer.capacity(), BlockLayout.CAPACITY)
                && BlockLayout.headChecksum(BlockLayout.head(buffer, (int) body, (int) table))
                        == buffer.getInt(BlockLayout.HEAD_CHECKSUM);
    }

    /**
     * The block in a buffer.
     *
     * @throws DamagedBlockException if it is not the one that was written there
     */
    static Block decode(BlockKey key, ByteBuffer buffer) {
        int size = buffer.capacity();
        if (size < BlockLayout.HEADER) {
            throw new DamagedBlockException(key, "it has " + size + " bytes, less than a header");
        }
        long body = Integer.toUnsignedLong(buffer.getInt(BlockLayout.BODY_LENGTH));
        long table = Integer.toUnsignedLong(buffer.getInt(BlockLayout.TABLE_LENGTH));
        if (BlockLayout.HEADER + body + table > size) {
            throw new DamagedBlockException(
                    key, "its header tells of " + (BlockLayout.HEADER + body + table) + " bytes, it has " + size);
        }
        if (BlockLayout.HEADER + body + table > BlockLayout.CAPACITY) {
            throw new DamagedBlockException(
                    key,
                    "its header tells of " + (BlockLayout.HEADER + body + table) + " bytes, " + BlockLayout.CAPACITY
                            + " are the most");
        }
        byte[] bytes = BlockLayout.head(buffer, (int) body, (int) table);
        ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (BlockLayout.headChecksum(bytes) != head.getInt(BlockLayout.HEAD_CHECKSUM)) {
            throw new DamagedBlockException(key, "the checksum of its header is wrong");
        }
        if (!key.equals(new BlockKey(head.getLong(BlockLayout.POSITION), head.getInt(BlockLayout.PART)))) {
            throw new DamagedBlockException(key, "its header is of another block");
        }
        if (head.getInt(BlockLayout.RESERVED) != 0) {
            throw new DamagedBlockException(key, "its reserved bytes are not 0");
        }
        try {
            Block block = new Block(key, buffer, head, (int) body);
            block.readLabels(bytes, head);
            return block;
        } catch (IndexOutOfBoundsException | DateTimeException | ArithmeticException e) {
            throw new DamagedBlockException(key, "its header does not fit together");
        }
    }

    static Instant time(ByteBuffer buffer, int index) {
        return Instant.ofEpochSecond(buffer.getLong(index), buffer.getInt(index + Long.BYTES));
    }

    BlockKey key() {
        return key;
    }

    /** What all blocks before take in the store. */
    long offset() {
        return offset;
    }

    int storedSize() {
        return buffer.capacity();
    }

    int bodyLength() {
        return bodyLength;
    }

    /** How many bytes at the beginning of the body belong to a record of a block before. */
    int carried() {
        return carried;
    }

    /** How many records begin here. */
    int records() {
        return records;
    }

    long firstPosition() {
        return key.firstStart();
    }

    /** The last record that begins here; the one before {@link #firstPosition()} where none does. */
    long lastPosition() {
        return firstPosition() + records - 1;
    }

    /** The time of the first record that begins here, or else of the record that is carried on. */
    Instant time() {
        return time;
    }

    int labels() {
        return labels.length;
    }

    String label(int id) {
        return labels[id];
    }

    List<String> allLabels() {
        return List.of(labels);
    }

    /** How many records that begin here have a label. */
    int recordsOf(int id) {
        return recordsOf[id];
    }

    /** What a reader has looked at who found that no label is wanted. */
    int headBytes() {
        return headLength;
    }

    /**
     * The records that begin here.
     *
     * @throws DamagedBlockException if the body is not the one that was written
     */
    RecordTable table() {
        return table(new byte[bodyLength]);
    }

    /**
     * The records that begin here.
     *
     * @param space takes a copy of the body, from which everything is read: what follows the first look at the map is in the
     *     processor's cache, and an array is made of an array faster than of native memory. The table's for as long as it is used
     * @throws DamagedBlockException if the body is not the one that was written
     */
    RecordTable table(byte[] space) {
        copyBody(space);
        return RecordTable.decode(this, space);
    }

    /**
     * Copies the body.
     *
     * @throws DamagedBlockException if it is not the one that was written
     */
    void copyBody(byte[] target) {
        buffer.get(BlockLayout.HEADER, target, 0, bodyLength);
        if (BlockLayout.checksum(ByteBuffer.wrap(target, 0, bodyLength)) != bodyChecksum) {
            throw new DamagedBlockException(key, "the checksum of its records is wrong");
        }
        if (carried > bodyLength) {
            throw new DamagedBlockException(key, "more bytes are carried on than there are");
        }
    }

    private int count(ByteBuffer head, int index) {
        int count = head.getInt(index);
        if (count < 0 || count > buffer.capacity()) {
            throw new DamagedBlockException(key, "a number in its header is " + count);
        }
        return count;
    }

    private void readLabels(byte[] bytes, ByteBuffer head) {
        int at = BlockLayout.HEADER;
        long counted = 0;
        for (int id = 0; id < labels.length; id++) {
            recordsOf[id] = head.getInt(at);
            int length = Short.toUnsignedInt(head.getShort(at + Integer.BYTES));
            at += BlockLayout.LABEL_OVERHEAD;
            Objects.checkFromIndexSize(at, length, bytes.length);
            labels[id] = LabelTexts.of(bytes, at, length);
            at += length;
            counted += recordsOf[id];
        }
        if (at != bytes.length || counted != records) {
            throw new DamagedBlockException(key, "its labels do not fit its records");
        }
    }
}
