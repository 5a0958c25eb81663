package dev.feedhub.store.lmdb;

import dev.feedhub.Cursor;
import dev.feedhub.store.Record;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The blocks of a small log, without a store: 1.0 with records 1 and 2, 3.0 with the beginning of record 3, 3.1 and 3.2 with the rest of
 * it, the latter with record 4 too, and 5.0 with record 5, which is newer than the others.
 */
final class SampleLog {
    static final Instant TIME = Instant.parse("2030-01-01T00:00:00Z");
    static final Instant NEWEST_TIME = TIME.plusSeconds(1);
    static final long EPOCH = 7;

    private static final byte[] CUT = new byte[40_000];

    final List<TailBlock> blocks = new ArrayList<>();

    SampleLog() {
        TailBlock first = add(new BlockKey(1, 0), 0);
        first.add(new Record(TIME, "a", new byte[10]));
        first.add(new Record(TIME, "b", null));
        TailBlock cut = add(new BlockKey(3, 0), first.end());
        int begun = cut.add(new Record(TIME, "a", CUT));
        TailBlock middle = add(new BlockKey(3, 1), cut.end());
        begun += middle.carry(CUT, begun, TIME);
        TailBlock rest = add(new BlockKey(3, 2), middle.end());
        rest.carry(CUT, begun, TIME);
        rest.add(new Record(TIME, "c", null));
        TailBlock last = add(new BlockKey(5, 0), rest.end());
        last.add(new Record(NEWEST_TIME, "b", null));
    }

    private TailBlock add(BlockKey key, long offset) {
        TailBlock block = new TailBlock(key, offset);
        blocks.add(block);
        return block;
    }

    /** The state of a log that ends with so many of these blocks, of which those before a key are in the index. */
    LogState state(long floor, int count, BlockKey unlisted) {
        TailBlock last = blocks.get(count - 1);
        Block block = decoded(last);
        return new LogState(
                floor == 0 ? Cursor.ORIGIN : new Cursor(floor, EPOCH),
                new Cursor(block.lastPosition(), EPOCH),
                block.table().newestTime(),
                last.offset(),
                unlisted);
    }

    static Block decoded(TailBlock block) {
        return Block.decode(block.key(), ByteBuffer.wrap(bytes(block)).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** What the store holds of a block. */
    static byte[] bytes(TailBlock block) {
        ByteBuffer bytes =
                ByteBuffer.allocate((int) (block.end() - block.offset())).order(ByteOrder.LITTLE_ENDIAN);
        block.writeTo(bytes);
        return bytes.array();
    }
}
