package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An index beside the blocks of a log, all but the last of which it is to list. */
class IndexCheckTest {
    private static final BlockKey UNLISTED = new BlockKey(5, 0);
    private static final byte[] END = {(byte) 0xff};

    private final SampleLog log = new SampleLog();
    private final LogState state = log.state(0, 5, UNLISTED);
    private final Map<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

    private void list(String label, BlockKey... blocks) {
        entries.put(LabelKey.of(label).entry(blocks[0]), PostingList.encode(List.of(blocks)));
    }

    /** An index of the sample, as a store keeps it. */
    private void listAll() {
        list("a", new BlockKey(1, 0), new BlockKey(3, 0));
        list("b", new BlockKey(1, 0));
        list("c", new BlockKey(3, 2));
        entries.put(END, new byte[0]);
    }

    private List<String> check(LogState of, List<TailBlock> blocks) {
        Problems problems = new Problems();
        IndexCheck check = new IndexCheck(of, problems);
        if (!blocks.isEmpty()) {
            check.begin(blocks.get(0).key());
        }
        blocks.forEach(block -> check.expect(SampleLog.decoded(block)));
        byte[] before = {};
        for (Map.Entry<byte[], byte[]> entry : entries.entrySet()) {
            check.entry(entry.getKey(), IndexEntries.value(before, entry.getKey(), entry.getValue()));
            before = entry.getKey();
        }
        check.end();
        return problems.sentences().stream()
                .map(problem -> problem.substring("the index: ".length()))
                .toList();
    }

    private static List<String> lists(int listed, int expected) {
        return List.of("it does not list the blocks of the log: it lists " + listed
                + " under their labels, the blocks have " + expected);
    }

    @Test
    void aSoundIndexIsSound() {
        listAll();
        assertEquals(List.of(), check(state, log.blocks));
    }

    @Test
    void whatIsListedBeforeTheFirstBlockIsLeftToItsEntry() {
        listAll();
        list("b", new BlockKey(1, 0), new BlockKey(2, 3));
        assertEquals(List.of(), check(state, log.blocks.subList(1, 5)));
    }

    @Test
    void aLogWithoutBlocksHasAnEndAtMost() {
        assertEquals(List.of(), check(LogState.EMPTY, List.of()));
        entries.put(END, new byte[0]);
        assertEquals(List.of(), check(LogState.EMPTY, List.of()));
    }

    @Test
    void aBlockThatIsNotListedIsTold() {
        listAll();
        list("a", new BlockKey(1, 0));
        assertEquals(lists(3, 4), check(state, log.blocks));
    }

    @Test
    void aBlockThatIsListedUnderAnotherLabelIsTold() {
        listAll();
        entries.remove(LabelKey.of("c").entry(new BlockKey(3, 2)));
        list("d", new BlockKey(3, 2));
        assertEquals(lists(4, 4), check(state, log.blocks));
    }

    @Test
    void anotherBlockThatIsListedIsTold() {
        listAll();
        list("a", new BlockKey(1, 0), new BlockKey(3, 1));
        assertEquals(lists(4, 4), check(state, log.blocks));
    }

    @Test
    void aNewestBlockThatIsListedAlreadyIsTold() {
        listAll();
        list("b", new BlockKey(1, 0), UNLISTED);
        assertEquals(lists(5, 4), check(state, log.blocks));
    }

    @Test
    void anEndThatIsMissingIsTold() {
        listAll();
        entries.remove(END);
        assertEquals(List.of("its end is missing"), check(state, log.blocks));
    }

    @Test
    void anEntryThatIsNoneIsTold() {
        listAll();
        entries.put(new byte[BlockKey.BYTES], new byte[0]);
        assertEquals(List.of("an entry has a key of 12 bytes; more than 12 belong there"), check(state, log.blocks));
    }

    @Test
    void anEntryWhoseListDoesNotEndIsTold() {
        listAll();
        entries.put(LabelKey.of("c").entry(new BlockKey(3, 2)), new byte[] {-1});
        List<String> problems = check(state, log.blocks);
        assertEquals("an entry of the index lists a block whose number does not end", problems.get(0));
        assertEquals(lists(3, 4), problems.subList(1, 2));
    }

    @Test
    void anEntryThatIsNotLinkedIsTold() {
        Problems problems = new Problems();
        IndexCheck check = new IndexCheck(LogState.EMPTY, problems);
        check.entry(END, IndexEntries.value(new byte[] {1}, END, new byte[0]));
        check.entry(END, IndexEntries.value(END, new byte[] {1}, new byte[0]));
        check.end();
        String problem = "the index: an entry does not follow the one that is found before it";
        assertEquals(List.of(problem, problem), problems.sentences());
    }

    @Test
    void whatDamagedBlocksWouldListIsNotCompared() {
        Problems problems = new Problems();
        IndexCheck check = new IndexCheck(LogState.EMPTY, problems);
        check.begin(new BlockKey(1, 0));
        check.ignore();
        check.expect(SampleLog.decoded(log.blocks.get(0)));
        check.end();
        assertEquals(List.of(), problems.sentences());
    }
}
