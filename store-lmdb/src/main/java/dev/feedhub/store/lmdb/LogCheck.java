package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Checks the blocks of the log as they are delivered: each by itself, and that each goes on where the one before ends. */
final class LogCheck implements EntryVisitor {
    private static final long UNKNOWN = -1;

    private final LogState state;
    private final IndexCheck index;
    private final Problems problems;
    private @Nullable Block last;
    private long missing = UNKNOWN; // how much of the last record's payload is still to come
    private boolean damaged;
    private long records;

    LogCheck(LogState state, IndexCheck index, Problems problems) {
        this.state = state;
        this.index = index;
        this.problems = problems;
    }

    @Override
    public void entry(byte[] key, byte[] value) {
        if (key.length != BlockKey.BYTES) {
            report("it has a key of " + key.length + " bytes; " + BlockKey.BYTES + " belong there");
            return;
        }
        try {
            Block block =
                    Block.decode(BlockKey.decode(key), ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN));
            RecordTable table = block.table();
            checkAlone(block, table, value);
            checkOrder(block);
            take(block, table);
        } catch (DamagedBlockException e) {
            report("" + e.getMessage());
            damaged = true;
            last = null;
            missing = UNKNOWN;
        }
    }

    /** Checks that the state tells of the log's end, when all blocks were delivered. */
    void end() {
        if (damaged) {
            index.ignore();
        } else if (last == null) {
            if (!state.isEmpty()) {
                report("it has no block, and " + state + " belongs to it");
            }
        } else if (last.lastPosition() != state.newest().position() || last.offset() != state.tail() || missing > 0) {
            report("block " + last.key() + " is not the end that belongs to " + state);
        } else if (!last.table().newestTime().equals(state.newestTime())) {
            report("block " + last.key() + " ends at " + last.table().newestTime() + ", not at " + state.newestTime());
        }
    }

    /** How many records above the floor were read. */
    long records() {
        return records;
    }

    private static void checkAlone(Block block, RecordTable table, byte[] value) {
        int[] counted = new int[block.labels()];
        for (int record = 0; record < block.records(); record++) {
            counted[table.label(record)]++;
        }
        for (int label = 0; label < counted.length; label++) {
            if (counted[label] != block.recordsOf(label)) {
                throw new DamagedBlockException(block.key(), "its label table does not count its records");
            }
        }
        for (int at = block.headBytes() + block.bodyLength(); at < value.length; at++) {
            if (value[at] != 0) {
                throw new DamagedBlockException(block.key(), "byte " + at + " follows its end and is not 0");
            }
        }
    }

    private void checkOrder(Block block) {
        Block before = last;
        if (before == null) {
            index.begin(block.key());
            if (!damaged && block.firstPosition() > state.floor().position() + 1) {
                report("block " + block.key() + " is the first, and the floor is "
                        + state.floor().position());
            }
            return;
        }
        BlockKey expected = missing > 0 ? partAfter(before) : new BlockKey(before.lastPosition() + 1, 0);
        boolean follows = missing == UNKNOWN
                ? block.key().equals(expected) || block.key().equals(partAfter(before))
                : block.key().equals(expected);
        if (!follows) {
            report("block " + block.key() + " follows block " + before.key() + "; there is a gap between");
        } else if (block.offset() != before.offset() + before.storedSize()) {
            report("block " + block.key() + " counts " + block.offset() + " bytes before it, not "
                    + (before.offset() + before.storedSize()));
        }
        if (missing != UNKNOWN && block.carried() != Math.min(missing, block.bodyLength())) {
            report("block " + block.key() + " goes on with " + block.carried() + " bytes of a payload that has "
                    + missing + " left");
        }
    }

    /** The key of the block that goes on with the last record of another. */
    private static BlockKey partAfter(Block block) {
        return block.records() == 0 ? block.key().next() : new BlockKey(block.lastPosition(), 1);
    }

    private void take(Block block, RecordTable table) {
        if (last != null) {
            index.expect(last);
        }
        int begun = block.records();
        if (begun > 0) {
            long here = (long) block.bodyLength() - table.payloadAt(begun - 1);
            missing = table.payloadLength(begun - 1) - here;
        } else if (missing != UNKNOWN) {
            missing -= block.carried();
        }
        long above = Math.max(block.firstPosition(), state.floor().position() + 1);
        records += Math.max(0, block.lastPosition() - above + 1);
        last = block;
    }

    private void report(String what) {
        problems.add("the log: " + what);
    }
}
