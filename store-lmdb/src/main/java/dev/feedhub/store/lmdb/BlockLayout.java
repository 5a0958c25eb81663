package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Where things are in a block; docs/FORMAT.md says it byte by byte. All numbers are little-endian. */
final class BlockLayout {
    private static final int PAGE = 4_096;
    private static final int PAGE_HEADER = 16;

    /** The largest block: four pages, less LMDB's header of the first. */
    static final int CAPACITY = 4 * PAGE - PAGE_HEADER;

    /** The longest payload, which is cut over as many blocks as it needs. */
    static final int MAX_PAYLOAD = 16 << 20;

    static final int HEADER = 64;
    static final int HEAD_CHECKSUM = 0;
    static final int BODY_CHECKSUM = 4;
    static final int POSITION = 8;
    static final int PART = 16;
    static final int RECORDS = 20;
    static final int CARRIED = 24;
    static final int BODY_LENGTH = 28;
    static final int TABLE_LENGTH = 32;
    static final int LABELS = 36;
    static final int SECONDS = 40;
    static final int NANOS = 48;
    static final int RESERVED = 52;
    static final int OFFSET = 56;

    /** How many bytes a label has in the table besides its text: how many records have it, and its length. */
    static final int LABEL_OVERHEAD = Integer.BYTES + Short.BYTES;

    /** How many bytes a time has. */
    static final int TIME_BYTES = Long.BYTES + Integer.BYTES;

    /** Flag of a record without a payload. */
    static final int NO_PAYLOAD = 1;

    /** Flag of a record whose time is not that of the record before, or of the header. */
    static final int TIMED = 2;

    private BlockLayout() {}

    /** How large a block is in the store: 1, 2 or 4 pages, less a header. So few sizes keep free space in usable pieces. */
    static int storedSize(int used) {
        int size = PAGE - PAGE_HEADER;
        while (size < used) {
            size = 2 * (size + PAGE_HEADER) - PAGE_HEADER;
        }
        return size;
    }

    /** Header and label table, which are on either side of the body. */
    static byte[] head(ByteBuffer block, int bodyLength, int tableLength) {
        byte[] head = new byte[HEADER + tableLength];
        block.get(0, head, 0, HEADER);
        block.get(HEADER + bodyLength, head, HEADER, tableLength);
        return head;
    }

    /** The checksum of header and label table. */
    static int headChecksum(byte[] head) {
        return checksum(ByteBuffer.wrap(head, POSITION, head.length - POSITION));
    }

    /** The checksum of a body. */
    static int bodyChecksum(ByteBuffer block, int bodyLength) {
        return checksum(block.slice(HEADER, bodyLength));
    }

    static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
