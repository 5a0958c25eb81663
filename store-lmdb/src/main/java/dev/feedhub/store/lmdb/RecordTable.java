package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/** The records that begin in a block, a column for each part. */
final class RecordTable {
    private static final int NO_PAYLOAD = -1;
    private static final int KNOWN_FLAGS = BlockLayout.NO_PAYLOAD | BlockLayout.TIMED;

    private final byte[] body;
    private final int bodyLength;
    private final Instant blockTime;
    private final int[] labels;
    private final Instant[] times;
    private final int[] payloads; // where they are in the body
    private final int[] lengths; // of the whole payload, or NO_PAYLOAD

    private RecordTable(Block block, byte[] body) {
        this.body = body;
        this.bodyLength = block.bodyLength();
        int records = block.records();
        this.blockTime = block.time();
        this.labels = new int[records];
        this.times = new Instant[records];
        this.payloads = new int[records];
        this.lengths = new int[records];
    }

    /** The records of a block; its body is in the array, which is kept. */
    static RecordTable decode(Block block, byte[] copy) {
        RecordTable table = new RecordTable(block, copy);
        try {
            if (table.decode(block) != block.bodyLength()) {
                throw new DamagedBlockException(block.key(), "there are bytes after its records");
            }
        } catch (IndexOutOfBoundsException | DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new DamagedBlockException(block.key(), "its records do not fit together");
        }
        return table;
    }

    int label(int record) {
        return labels[record];
    }

    Instant time(int record) {
        return times[record];
    }

    /** The time of the last record, or else of the one that is carried on. */
    Instant newestTime() {
        return times.length == 0 ? blockTime : times[times.length - 1];
    }

    boolean hasPayload(int record) {
        return lengths[record] != NO_PAYLOAD;
    }

    /** Where a payload begins in the body. */
    int payloadAt(int record) {
        return payloads[record];
    }

    /** A copy of a payload, or of what of it is in this block. */
    byte[] payload(int record) {
        int at = payloads[record];
        return Arrays.copyOfRange(body, at, at + Math.min(payloadLength(record), bodyLength - at));
    }

    /** How many bytes the whole payload has, with what of it is in later blocks; 0 where there is none. */
    int payloadLength(int record) {
        return Math.max(0, lengths[record]);
    }

    /** Fills the columns; gives the index after the last record. By hand, as this is what takes most of the time of a scan. */
    private int decode(Block block) {
        int at = block.carried();
        Instant time = blockTime;
        for (int record = 0; record < labels.length; record++) {
            int flags = body[Objects.checkIndex(at++, bodyLength)];
            if ((flags & ~KNOWN_FLAGS) != 0) {
                throw new DamagedBlockException(block.key(), "a record has the flags " + flags);
            }
            long label = Varint.read(body, at, bodyLength);
            at += Varint.bytes(label);
            labels[record] = Varint.value(label);
            if (labels[record] >= block.labels()) {
                throw new DamagedBlockException(block.key(), "a record has no label");
            }
            if ((flags & BlockLayout.TIMED) != 0) {
                Objects.checkFromIndexSize(at, BlockLayout.TIME_BYTES, bodyLength);
                time = Block.time(ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN), at);
                at += BlockLayout.TIME_BYTES;
            }
            times[record] = time;
            lengths[record] = NO_PAYLOAD;
            if ((flags & BlockLayout.NO_PAYLOAD) == 0) {
                long length = Varint.read(body, at, bodyLength);
                at += Varint.bytes(length);
                lengths[record] = Varint.value(length);
            }
            if (lengths[record] > BlockLayout.MAX_PAYLOAD) {
                throw new DamagedBlockException(block.key(), "a record has a payload of " + lengths[record] + " bytes");
            }
            payloads[record] = at;
            boolean last = record == labels.length - 1;
            at += last ? Math.min(payloadLength(record), bodyLength - at) : payloadLength(record);
        }
        return at;
    }
}
