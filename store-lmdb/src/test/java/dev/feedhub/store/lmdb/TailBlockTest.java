package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.store.Record;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks that are filled to the last byte. */
class TailBlockTest {
    private static final BlockKey KEY = new BlockKey(1, 0);
    private static final int FIRST = 9_000;

    /** What a block is filled with, after a first record that shifts the rest. */
    enum Filling {
        NO_PAYLOAD(2),
        EMPTY_PAYLOAD(3) {
            @Override
            Record record(int i) {
                return new Record(Instant.EPOCH, "label", new byte[0]);
            }
        },
        TIMED(2 + BlockLayout.TIME_BYTES) {
            @Override
            Record record(int i) {
                return new Record(Instant.EPOCH.plusNanos(i), "label", null);
            }
        },
        LABELLED(2 + BlockLayout.LABEL_OVERHEAD + 200) {
            @Override
            Record record(int i) {
                return new Record(Instant.EPOCH, String.format("%0200d", i), null);
            }
        },
        PAYLOAD_OF_TWO_DIGITS(4 + 200) {
            @Override
            Record record(int i) {
                return new Record(Instant.EPOCH, "label", new byte[200]);
            }
        };

        final int bytes; // of each record

        Filling(int bytes) {
            this.bytes = bytes;
        }

        Record record(int i) {
            return new Record(Instant.EPOCH, "label", null);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBlockIsFilledToTheLastByteAndNoFurther(Filling filling) {
        for (int shift = 0; shift < filling.bytes; shift++) {
            TailBlock tail = new TailBlock(KEY, 0);
            tail.add(new Record(Instant.EPOCH, "label", new byte[FIRST + shift]));
            int records = 1;
            int whole = 0; // of the payload that was added last, if there was one
            while (whole >= 0 && whole % 200 == 0) {
                whole = tail.add(filling.record(records));
                records += whole >= 0 ? 1 : 0;
            }
            ByteBuffer written = ByteBuffer.allocate(BlockLayout.CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals(BlockLayout.CAPACITY, tail.end(), "the size of a full block");
            tail.writeTo(written);
            Block block = Block.decode(KEY, written);
            assertEquals(records, block.records());
            assertEquals("label", block.label(block.table().label(0)));
            int left = BlockLayout.CAPACITY - block.headBytes() - block.bodyLength();
            assertTrue(left < filling.bytes, () -> left + " bytes are left, a record has " + filling.bytes);
        }
    }

    @Test
    void aBlockThatFollowsIsAsIfItWereTheFirst() {
        BlockKey next = new BlockKey(100, 2);
        TailBlock again = new TailBlock(KEY, 7);
        for (int i = 0; i < 9; i++) {
            again.add(new Record(Instant.EPOCH.plusSeconds(i), "label/" + i, new byte[] {1, 2, 3}));
        }
        long end = again.end();
        again.begin(next);
        TailBlock first = new TailBlock(next, end);
        for (TailBlock block : List.of(again, first)) {
            assertEquals(40, block.carry(new byte[50], 10, Instant.EPOCH));
            block.add(new Record(Instant.EPOCH.plusSeconds(3), "label/3", new byte[5]));
            block.add(new Record(Instant.EPOCH.plusSeconds(3), "other", null));
        }
        assertArrayEquals(SampleLog.bytes(first), SampleLog.bytes(again));
        assertEquals(first.labels(), again.labels());
        assertEquals(first.end(), again.end());
    }
}
