package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Headers that tell of more than there is, and of as much. */
class BlockTest {
    private static final BlockKey KEY = new BlockKey(1, 0);

    private static ByteBuffer zeros(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void seal(ByteBuffer block) {
        byte[] head =
                BlockLayout.head(block, block.getInt(BlockLayout.BODY_LENGTH), block.getInt(BlockLayout.TABLE_LENGTH));
        block.putInt(BlockLayout.HEAD_CHECKSUM, BlockLayout.headChecksum(head));
    }

    private static void assertDamaged(String message, ByteBuffer block) {
        assertFalse(Block.isHeadSound(block));
        DamagedBlockException damaged = assertThrows(DamagedBlockException.class, () -> Block.decode(KEY, block));
        assertEquals("block 1.0: " + message, damaged.getMessage());
    }

    @Test
    void s14_lessThanAHeaderIsTold() {
        assertDamaged("it has 63 bytes, less than a header", zeros(63));
        assertDamaged("the checksum of its header is wrong", zeros(64));
    }

    @Test
    void s14_lengthsBeyondTheEndAreTold() {
        ByteBuffer body = zeros(100).putInt(BlockLayout.BODY_LENGTH, 37);
        assertDamaged("its header tells of 101 bytes, it has 100", body);
        assertDamaged("its header tells of 4294967359 bytes, it has 100", body.putInt(BlockLayout.BODY_LENGTH, -1));
        ByteBuffer table = zeros(100).putInt(BlockLayout.TABLE_LENGTH, 37);
        assertDamaged("its header tells of 101 bytes, it has 100", table);
        assertDamaged("its header tells of 4294967359 bytes, it has 100", table.putInt(BlockLayout.TABLE_LENGTH, -1));
    }

    @Test
    void s14_moreThanTheLargestBlockIsTold() {
        ByteBuffer block = zeros(20_000).putInt(BlockLayout.BODY_LENGTH, BlockLayout.CAPACITY - 70);
        block.putInt(BlockLayout.TABLE_LENGTH, 7);
        seal(block);
        assertDamaged("its header tells of 16369 bytes, 16368 are the most", block);
    }

    /** A block of one label and one record, whose bytes these are. */
    private static ByteBuffer withRecord(byte[] record) {
        ByteBuffer block = zeros(500).putLong(BlockLayout.POSITION, 1);
        block.putInt(BlockLayout.LABELS, 1).putInt(BlockLayout.RECORDS, 1).putInt(BlockLayout.TABLE_LENGTH, 6);
        block.putInt(BlockLayout.BODY_LENGTH, record.length).put(BlockLayout.HEADER, record);
        block.putInt(BlockLayout.HEADER + record.length, 1);
        block.putInt(BlockLayout.BODY_CHECKSUM, BlockLayout.bodyChecksum(block, record.length));
        seal(block);
        return block;
    }

    private static String damage(byte[] record) {
        Block block = Block.decode(KEY, withRecord(record));
        return String.valueOf(
                assertThrows(DamagedBlockException.class, block::table).getMessage());
    }

    @Test
    void s14_aRecordThatCannotBeIsTold() {
        assertEquals(0, Block.decode(KEY, withRecord(new byte[] {1, 0})).table().label(0));
        assertEquals("block 1.0: a record has no label", damage(new byte[] {1, 1}));
        assertEquals("block 1.0: a record has the flags 4", damage(new byte[] {4, 0}));
        assertEquals("block 1.0: there are bytes after its records", damage(new byte[] {1, 0, 0}));
        byte[] largest = {0, 0, -128, -128, -128, 8}; // 16 MiB, of which nothing is here
        assertEquals(16 << 20, Block.decode(KEY, withRecord(largest)).table().payloadLength(0));
        largest[2]++;
        assertEquals("block 1.0: a record has a payload of 16777217 bytes", damage(largest));
    }

    @Test
    void aBlockMayBeNoMoreThanItsHeader() {
        ByteBuffer block = zeros(64).putLong(BlockLayout.POSITION, 1);
        seal(block);
        assertTrue(Block.isHeadSound(block));
        assertEquals(64, Block.decode(KEY, block).headBytes());
    }

    @Test
    void s14_aLabelBeyondItsTableIsTold() {
        ByteBuffer block = zeros(100).putLong(BlockLayout.POSITION, 1);
        block.putInt(BlockLayout.LABELS, 1).putInt(BlockLayout.RECORDS, 1).putInt(BlockLayout.TABLE_LENGTH, 10);
        block.putInt(64, 1).putShort(68, (short) 4);
        seal(block);
        assertEquals("\0\0\0\0", Block.decode(KEY, block).label(0));
        block.putShort(68, (short) 5);
        seal(block);
        assertTrue(Block.isHeadSound(block));
        assertEquals(
                "block 1.0: its header does not fit together",
                assertThrows(DamagedBlockException.class, () -> Block.decode(KEY, block))
                        .getMessage());
    }
}
