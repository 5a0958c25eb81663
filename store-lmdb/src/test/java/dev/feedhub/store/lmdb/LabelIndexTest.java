package dev.feedhub.store.lmdb;

import static dev.feedhub.LabelFilter.anyOf;
import static dev.feedhub.LabelFilter.exactly;
import static dev.feedhub.LabelFilter.glob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.LabelFilter;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which labels of an index are looked up for a filter, and when the log is read instead. */
class LabelIndexTest {
    private static final BlockKey BLOCK = new BlockKey(1, 0);
    private static final String LONG = "long/" + "x".repeat(100);

    @TempDir
    Path folder;

    private Environment environment;

    @BeforeEach
    void open() {
        environment = Environment.open(folder.resolve("store"), Access.WRITE, Durability.META, 1 << 24);
        environment.write(txn -> {
            LogState.EMPTY.write(txn);
            IndexEntries.begin(txn);
            return true;
        });
        list(Stream.of("", "a", "a/1", "a/2", "a0", "b", LONG + "1", LONG + "2"));
    }

    @AfterEach
    void close() {
        environment.close();
    }

    private void list(Stream<String> labels) {
        environment.write(txn -> {
            LogState.EMPTY.write(txn);
            try (IndexEntries entries = new IndexEntries(txn)) {
                entries.insert(LabelKey.MANY.entry(BLOCK), new byte[0]);
                labels.forEach(label -> entries.insert(LabelKey.of(label).entry(BLOCK), new byte[0]));
            }
            return true;
        });
    }

    /** The labels that are looked up, beside blocks of many labels; "?" of a label that is cut. Empty where the log is read. */
    private Optional<List<String>> lookedUp(LabelFilter filter) {
        return environment.read(txn -> LabelIndex.lookup(txn, filter)).map(keys -> {
            assertEquals(true, keys.get(0).isMany(), "blocks with many labels");
            List<String> labels = new ArrayList<>();
            for (LabelKey key : keys.subList(1, keys.size())) {
                String label = key.label();
                labels.add(label == null ? "?" : label);
            }
            return labels;
        });
    }

    private static Optional<List<String>> labels(String... labels) {
        return Optional.of(List.of(labels));
    }

    @Test
    void aLabelIsLookedUpWhetherOrNotItIsThere() {
        assertEquals(labels("a"), lookedUp(exactly("a")));
        assertEquals(labels("none"), lookedUp(exactly("none")));
        assertEquals(labels("?"), lookedUp(exactly(LONG + "3")));
    }

    @Test
    void aPatternIsComparedWithTheLabelsThatBeginAsItDoes() {
        assertEquals(labels("a/1", "a/2"), lookedUp(glob("a/*")));
        assertEquals(labels("a", "a/1", "a/2", "a0"), lookedUp(glob("a*")));
        assertEquals(labels("a/2"), lookedUp(glob("a*2")));
        assertEquals(labels(), lookedUp(glob("c*")));
        assertEquals(labels("a/1", "?", "?"), lookedUp(glob("*1")));
        assertEquals(labels("?", "?"), lookedUp(glob("long*")), "a label that is cut may match");
        assertEquals(labels("?", "?"), lookedUp(glob(LONG + "*2")));
    }

    @Test
    void partsOfAFilterAreLookedUpEach() {
        assertEquals(labels("b", "a/1", "a/2"), lookedUp(anyOf(glob("a/*"), exactly("b"))));
        assertEquals(labels("a/1", "a/2"), lookedUp(glob("a/*").except(exactly("a/1"))));
        assertEquals(Optional.empty(), lookedUp(LabelFilter.any()));
        assertEquals(Optional.empty(), lookedUp(LabelFilter.any().except(exactly("a"))));
    }

    @Test
    void theLogIsReadWhereAPatternHasMoreLabelsThanAreWorthIt() {
        int most = LabelIndex.MAX_EXPANSION;
        list(IntStream.range(0, most).mapToObj(i -> String.format("x/%04d", i)));
        assertEquals(labels("x/0990"), lookedUp(glob("x/*990")));
        assertEquals(Optional.empty(), lookedUp(glob("x/*")), "all of them, and blocks with many labels");
        list(Stream.of("x/other"));
        assertEquals(Optional.empty(), lookedUp(glob("x/*990")), "more labels than are compared");
        assertEquals(labels("x/other"), lookedUp(glob("x/o*")));
    }

    @Test
    void theLogIsReadWhereAllPartsTogetherHaveMoreLabelsThanAreWorthIt() {
        List<LabelFilter> parts = new ArrayList<>();
        for (int i = 0; i < LabelIndex.MAX_EXPANSION - 3; i++) {
            parts.add(exactly("x" + i));
        }
        parts.add(glob("a/*"));
        assertEquals(
                Optional.of(LabelIndex.MAX_EXPANSION - 1),
                lookedUp(anyOf(parts)).map(List::size));
        parts.add(exactly("one more"));
        assertEquals(Optional.empty(), lookedUp(anyOf(parts)));
    }

    @Test
    void s14_aBlockThatIsNotListedAsItShouldBeIsToldToWhoRemovesIt() {
        for (BlockKey missing : List.of(new BlockKey(1, 1), new BlockKey(0, 9))) {
            DamagedBlockException damaged = assertThrows(
                    DamagedBlockException.class,
                    () -> environment.write(txn -> {
                        LabelIndex.remove(txn, missing, List.of("a"));
                        return true;
                    }));
            assertEquals(
                    "block " + missing + ": the index does not list it under each of its labels", damaged.getMessage());
        }
    }

    @Test
    void aBlockWithMoreLabelsThanAreListedIsListedOnce() {
        List<String> labels = IntStream.range(0, LabelIndex.MAX_LABELS)
                .mapToObj(i -> "label" + i)
                .toList();
        assertEquals(LabelIndex.MAX_LABELS, LabelIndex.keys(labels).size());
        List<String> more = new ArrayList<>(labels);
        more.add("one more");
        assertEquals(List.of(LabelKey.MANY), LabelIndex.keys(more));
    }
}
