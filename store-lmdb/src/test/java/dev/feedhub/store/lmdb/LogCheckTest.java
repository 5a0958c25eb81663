package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.Cursor;
import dev.feedhub.store.Record;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocks that are sound each, and do not belong together. */
class LogCheckTest {
    private static final BlockKey NONE_LISTED = new BlockKey(1, 0);

    private final SampleLog log = new SampleLog();
    private final LogState state = log.state(0, 5, NONE_LISTED);
    private long records;

    private List<String> check(LogState of, List<TailBlock> blocks) {
        List<byte[]> values = blocks.stream().map(SampleLog::bytes).toList();
        return check(of, blocks.stream().map(block -> block.key().encoded()).toList(), values);
    }

    /** What is found in the log, without what it begins with. */
    private List<String> check(LogState of, List<byte[]> keys, List<byte[]> values) {
        Problems problems = new Problems();
        IndexCheck index = new IndexCheck(of, problems);
        LogCheck check = new LogCheck(of, index, problems);
        for (int i = 0; i < keys.size(); i++) {
            check.entry(keys.get(i), values.get(i));
        }
        check.end();
        records = check.records();
        return problems.sentences().stream()
                .map(problem -> problem.substring("the log: ".length()))
                .toList();
    }

    private List<TailBlock> without(int... indices) {
        List<TailBlock> rest = new ArrayList<>(log.blocks);
        for (int i = indices.length - 1; i >= 0; i--) {
            rest.remove(indices[i]);
        }
        return rest;
    }

    private List<TailBlock> with(int index, TailBlock block) {
        List<TailBlock> changed = new ArrayList<>(log.blocks);
        changed.set(index, block);
        return changed;
    }

    @Test
    void aSoundLogIsSoundWhereverItBeginsAndEnds() {
        assertEquals(List.of(), check(state, log.blocks));
        assertEquals(5, records);
        assertEquals(List.of(), check(log.state(2, 5, NONE_LISTED), without(0)));
        assertEquals(3, records);
        assertEquals(List.of(), check(log.state(3, 5, NONE_LISTED), without(0, 1, 2)));
        assertEquals(2, records, "4 and 5: of 3 there is only the end");
        assertEquals(List.of(), check(log.state(3, 5, NONE_LISTED), log.blocks), "blocks below the floor");
        assertEquals(2, records);
        assertEquals(List.of(), check(log.state(0, 4, NONE_LISTED), without(4)));
        assertEquals(List.of(), check(LogState.EMPTY, List.of()));
        assertEquals(0, records);
    }

    @Test
    void aBlockThatIsMissingIsTold() {
        assertEquals(
                List.of("block 3.0 is the first, and the floor is 1"), check(log.state(1, 5, NONE_LISTED), without(0)));
        assertEquals(List.of("block 3.0 is the first, and the floor is 0"), check(state, without(0)));
        assertEquals(
                List.of("block 3.2 follows block 3.0; there is a gap between"),
                check(state, without(2)).subList(0, 1));
        assertEquals(List.of("block 5.0 follows block 1.0; there is a gap between"), check(state, without(1, 2, 3)));
        assertEquals(
                List.of("block 5.0 follows block 3.1; there is a gap between"),
                check(state, without(0, 1, 3)).subList(1, 2));
        assertEquals(List.of("block 3.2 is not the end that belongs to " + state), check(state, without(4)));
        assertEquals(List.of("it has no block, and " + state + " belongs to it"), check(state, List.of()));
    }

    @Test
    void aRecordThatEndsWithoutItsEndIsTold() {
        LogState ends = log.state(0, 3, NONE_LISTED);
        assertEquals(
                List.of("block 3.1 is not the end that belongs to " + ends), check(ends, log.blocks.subList(0, 3)));
    }

    @Test
    void anEndThatTheStateDoesNotTellOfIsTold() {
        LogState newer = new LogState(state.floor(), new Cursor(6, 7), state.newestTime(), state.tail(), NONE_LISTED);
        assertEquals(List.of("block 5.0 is not the end that belongs to " + newer), check(newer, log.blocks));
        LogState longer =
                new LogState(state.floor(), state.newest(), state.newestTime(), state.tail() + 1, NONE_LISTED);
        assertEquals(List.of("block 5.0 is not the end that belongs to " + longer), check(longer, log.blocks));
        LogState later = new LogState(state.floor(), state.newest(), SampleLog.TIME, state.tail(), NONE_LISTED);
        assertEquals(
                List.of("block 5.0 ends at " + SampleLog.NEWEST_TIME + ", not at " + SampleLog.TIME),
                check(later, log.blocks));
    }

    @Test
    void aWrongCountOfTheBytesBeforeIsTold() {
        TailBlock cut = log.blocks.get(1);
        TailBlock moved = new TailBlock(cut.key(), cut.offset() + 1);
        moved.add(new Record(SampleLog.TIME, "a", new byte[40_000]));
        assertEquals(
                "block 3.0 counts " + (cut.offset() + 1) + " bytes before it, not " + cut.offset(),
                check(state, with(1, moved)).get(0));
    }

    @Test
    void aPartThatDoesNotGoOnWithItsRecordIsTold() {
        TailBlock rest = log.blocks.get(3);
        int carried = SampleLog.decoded(rest).carried();
        TailBlock less = new TailBlock(rest.key(), rest.offset());
        less.carry(new byte[carried - 1], 0, SampleLog.TIME);
        less.add(new Record(SampleLog.TIME, "c", null));
        assertEquals(
                List.of("block 3.2 goes on with " + (carried - 1) + " bytes of a payload that has " + carried
                        + " left"),
                check(state, with(3, less)));
    }

    @Test
    void whatIsNoBlockIsToldAndNothingThatFollowsFromIt() {
        List<byte[]> keys = new ArrayList<>(
                without().stream().map(block -> block.key().encoded()).toList());
        List<byte[]> values =
                new ArrayList<>(without().stream().map(SampleLog::bytes).toList());
        keys.add(new byte[5]);
        values.add(new byte[0]);
        assertEquals(List.of("it has a key of 5 bytes; 12 belong there"), check(state, keys, values));
        keys.remove(5);
        values.get(1)[BlockLayout.HEADER] ^= 1;
        assertEquals(
                List.of("block 3.0: the checksum of its records is wrong"), check(state, keys, values.subList(0, 5)));
        assertEquals(
                List.of("block 3.0: the checksum of its records is wrong"),
                check(state, keys.subList(1, 5), values.subList(1, 5)));
    }

    @Test
    void whatADamagedBlockIsListedUnderIsNotMissed() {
        Problems problems = new Problems();
        IndexCheck index = new IndexCheck(log.state(0, 5, new BlockKey(5, 0)), problems);
        LogCheck check = new LogCheck(state, index, problems);
        byte[] damaged = SampleLog.bytes(log.blocks.get(0));
        damaged[0] ^= 1;
        check.entry(new BlockKey(1, 0).encoded(), damaged);
        log.blocks.subList(1, 5).forEach(block -> check.entry(block.key().encoded(), SampleLog.bytes(block)));
        check.end();
        index.entry(new byte[] {-1}, IndexEntries.value(new byte[0], new byte[] {-1}, new byte[0]));
        index.end();
        assertEquals(List.of("the log: block 1.0: the checksum of its header is wrong"), problems.sentences());
    }

    @Test
    void aLabelTableThatCountsWrongIsTold() {
        byte[] value = SampleLog.bytes(log.blocks.get(0));
        ByteBuffer block = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        int body = block.getInt(BlockLayout.BODY_LENGTH);
        int table = BlockLayout.HEADER + body;
        block.putInt(table, 2).putInt(table + BlockLayout.LABEL_OVERHEAD + 1, 0);
        byte[] head = BlockLayout.head(block, body, block.getInt(BlockLayout.TABLE_LENGTH));
        block.putInt(BlockLayout.HEAD_CHECKSUM, BlockLayout.headChecksum(head));
        assertEquals(
                List.of("block 1.0: its label table does not count its records"),
                check(state, List.of(new BlockKey(1, 0).encoded()), List.of(value)));
    }

    @Test
    void aByteAfterTheEndOfABlockIsTold() {
        byte[] value = SampleLog.bytes(log.blocks.get(0));
        Block block = SampleLog.decoded(log.blocks.get(0));
        int end = block.headBytes() + block.bodyLength();
        value[end] = 1;
        assertEquals(
                List.of("block 1.0: byte " + end + " follows its end and is not 0"),
                check(state, List.of(block.key().encoded()), List.of(value)));
    }
}
