package dev.feedhub.store.lmdb;

import dev.feedhub.store.Record;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The block at the end of the log, which takes what is appended. For the writer only.
 *
 * <p>It is written anew with each append, in the smallest size that it fits. A record that does not fit is cut where at least
 * {@value #LEAST_PART} bytes of its payload do, and begins in the next block otherwise: so no more than a sixteenth of a block is
 * left empty, besides what a record has before its payload, and short records are whole.
 */
final class TailBlock {
    /** The least part of a payload that is worth being cut off. */
    static final int LEAST_PART = BlockLayout.CAPACITY / 16;

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<byte[]> labels = new ArrayList<>();
    private final byte[] bytes = new byte[BlockLayout.CAPACITY]; // the body
    private final ByteBuffer body = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private int[] recordsOf = new int[4]; // by label
    private BlockKey key;
    private long offset;
    private int tableLength;
    private int carried;
    private int records;
    private Instant time = Instant.EPOCH; // of the first record that begins here, or else of the carried one
    private Instant newestTime = Instant.EPOCH;
    private boolean stored; // whether there is a block with this key in the log

    /** An empty block; what all blocks before take in the store is its offset. */
    TailBlock(BlockKey key, long offset) {
        this.key = key;
        this.offset = offset;
    }

    /** Goes on with the block that is last in the log. */
    static TailBlock of(Block block) {
        TailBlock tail = new TailBlock(block.key(), block.offset());
        RecordTable table = block.table(tail.bytes);
        tail.body.position(block.bodyLength());
        tail.carried = block.carried();
        tail.records = block.records();
        tail.time = block.time();
        tail.newestTime = table.newestTime();
        tail.stored = true;
        for (int id = 0; id < block.labels(); id++) {
            tail.addLabel(block.label(id), block.label(id).getBytes(StandardCharsets.UTF_8));
            tail.recordsOf[id] = block.recordsOf(id);
        }
        return tail;
    }

    /** Leaves the block as it was written, and goes on with the next, which is empty; its room serves again. */
    void begin(BlockKey next) {
        offset = end();
        key = next;
        ids.clear();
        labels.clear();
        body.clear();
        Arrays.fill(recordsOf, 0);
        tableLength = 0;
        carried = 0;
        records = 0;
        stored = false;
    }

    BlockKey key() {
        return key;
    }

    /** What all blocks before take in the store. */
    long offset() {
        return offset;
    }

    /** The labels of the records that begin here. */
    Set<String> labels() {
        return ids.keySet();
    }

    /** What this block and all before take in the store. */
    long end() {
        return offset + storedSize();
    }

    private int storedSize() {
        return BlockLayout.storedSize(BlockLayout.HEADER + body.position() + tableLength);
    }

    /**
     * Adds a record, or its beginning.
     *
     * @return how many bytes of its payload; -1 where it is to begin in the next block, and nothing was added
     */
    int add(Record record) {
        Integer known = ids.get(record.label());
        byte[] label = known == null ? record.label().getBytes(StandardCharsets.UTF_8) : new byte[0];
        int id = known == null ? labels.size() : known;
        byte[] payload = record.payload();
        int length = payload == null ? 0 : payload.length;
        boolean timed = records > 0 && !record.time().equals(newestTime);
        int head = 1
                + Varint.size(id)
                + (payload == null ? 0 : Varint.size(length))
                + (timed ? BlockLayout.TIME_BYTES : 0)
                + (known == null ? BlockLayout.LABEL_OVERHEAD + label.length : 0);
        int space = room() - head;
        if (space < length && space < LEAST_PART) {
            return -1;
        }
        if (known == null) {
            addLabel(record.label(), label);
        }
        if (records == 0) {
            time = record.time();
        }
        newestTime = record.time();
        recordsOf[id]++;
        records++;
        body.put((byte) ((payload == null ? BlockLayout.NO_PAYLOAD : 0) | (timed ? BlockLayout.TIMED : 0)));
        Varint.put(body, id);
        if (timed) {
            body.putLong(newestTime.getEpochSecond()).putInt(newestTime.getNano());
        }
        if (payload == null) {
            return 0;
        }
        Varint.put(body, length);
        return put(payload, 0);
    }

    /**
     * Begins an empty block with a further part of a payload.
     *
     * @return how many bytes it is
     */
    int carry(byte[] payload, int from, Instant ofRecord) {
        time = ofRecord;
        newestTime = ofRecord;
        carried = put(payload, from);
        return carried;
    }

    /** Writes the block to the log, in place of what it was before. */
    void write(Transaction txn) {
        byte[] name = key.encoded();
        int size = storedSize();
        writeTo(stored ? txn.reserve(Tree.LOG, name, size) : txn.append(Tree.LOG, name, size));
        stored = true;
    }

    void writeTo(ByteBuffer block) {
        int length = body.position();
        block.put(BlockLayout.HEADER, bytes, 0, length);
        block.position(BlockLayout.HEADER + length);
        for (int id = 0; id < labels.size(); id++) {
            byte[] label = labels.get(id);
            block.putInt(recordsOf[id]).putShort((short) label.length).put(label);
        }
        block.put(new byte[block.remaining()]);
        block.putInt(BlockLayout.BODY_CHECKSUM, BlockLayout.bodyChecksum(block, length))
                .putLong(BlockLayout.POSITION, key.position())
                .putInt(BlockLayout.PART, key.part())
                .putInt(BlockLayout.RECORDS, records)
                .putInt(BlockLayout.CARRIED, carried)
                .putInt(BlockLayout.BODY_LENGTH, length)
                .putInt(BlockLayout.TABLE_LENGTH, tableLength)
                .putInt(BlockLayout.LABELS, labels.size())
                .putLong(BlockLayout.SECONDS, time.getEpochSecond())
                .putInt(BlockLayout.NANOS, time.getNano())
                .putInt(BlockLayout.RESERVED, 0)
                .putLong(BlockLayout.OFFSET, offset);
        block.putInt(BlockLayout.HEAD_CHECKSUM, BlockLayout.headChecksum(BlockLayout.head(block, length, tableLength)));
    }

    private int room() {
        return BlockLayout.CAPACITY - BlockLayout.HEADER - body.position() - tableLength;
    }

    private int put(byte[] payload, int from) {
        int length = Math.min(payload.length - from, room());
        body.put(payload, from, length);
        return length;
    }

    private void addLabel(String label, byte[] text) {
        int id = labels.size();
        if (id == recordsOf.length) {
            recordsOf = Arrays.copyOf(recordsOf, 2 * id);
        }
        ids.put(label, id);
        labels.add(text);
        tableLength += BlockLayout.LABEL_OVERHEAD + text.length;
    }
}
