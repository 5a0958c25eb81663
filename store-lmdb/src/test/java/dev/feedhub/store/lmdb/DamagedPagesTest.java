package dev.feedhub.store.lmdb;

import static dev.feedhub.store.lmdb.StorePages.PAGE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.feedhub.store.lmdb.StorePages.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is told of each field of LMDB's pages that cannot be so: of which page or tree, what was found and what is possible. Offsets are
 * those of {@code MDB_page}, {@code MDB_meta} and {@code MDB_db}.
 */
@Timeout(60)
class DamagedPagesTest {
    private static final int FREE_LIST = 40;
    private static final int MAIN_TREE = 88;
    private static final int LAST_PAGE = 136;
    private static final int TRANSACTION = 144;

    /** Fields of the record of a tree. */
    private static final int FLAGS = 4;

    private static final int DEPTH = 6;
    private static final int BRANCH_PAGES = 8;
    private static final int LEAF_PAGES = 16;
    private static final int OVERFLOW_PAGES = 24;
    private static final int ENTRIES = 32;
    private static final int ROOT = 40;

    @TempDir
    Path folder;

    static Stream<Arguments> fields() {
        return Stream.of(
                arguments(Kind.NEWEST_META, 0, 7L, "is damaged: its page number at byte"),
                arguments(Kind.NEWEST_META, 10, (short) 2, "is damaged: its kind at byte"),
                arguments(
                        Kind.NEWEST_META,
                        FREE_LIST,
                        1_000,
                        "gives pages of 1000 bytes; a power of two from 512 to 32768"),
                arguments(Kind.NEWEST_META, FREE_LIST, 256, "gives pages of 256 bytes"),
                arguments(Kind.NEWEST_META, FREE_LIST, 65_536, "gives pages of 65536 bytes"),
                arguments(Kind.OLDER_META, FREE_LIST, 8_192, "they name pages of "),
                arguments(
                        Kind.NEWEST_META,
                        FREE_LIST + FLAGS,
                        (short) 9,
                        "is damaged: the flags of the free list at byte"),
                arguments(Kind.NEWEST_META, FREE_LIST + FLAGS, (short) 0x4008, "they name the flags "),
                arguments(Kind.NEWEST_META, MAIN_TREE, 8, "is damaged: the key size of the main tree at byte"),
                arguments(
                        Kind.NEWEST_META,
                        MAIN_TREE + FLAGS,
                        (short) 8,
                        "is damaged: the flags of the main tree at byte"),
                arguments(
                        Kind.NEWEST_META,
                        FREE_LIST + DEPTH,
                        (short) 33,
                        "the free list has 33 levels; 32 are possible"),
                arguments(
                        Kind.NEWEST_META,
                        FREE_LIST + DEPTH,
                        (short) 0,
                        "the free list has no level, and yet pages or entries"),
                arguments(Kind.NEWEST_META, FREE_LIST + ROOT, 1L, "the free list begins at page 1; pages 2 to "),
                arguments(
                        Kind.NEWEST_META,
                        MAIN_TREE + ROOT,
                        -1L,
                        "the main tree begins at page 18446744073709551615; pages 2"),
                arguments(Kind.NEWEST_META, MAIN_TREE + ROOT, 9_999L, "the main tree begins at page 9999; pages 2 to "),
                arguments(
                        Kind.NEWEST_META,
                        MAIN_TREE + LEAF_PAGES,
                        0L,
                        "the main tree says that it has 0 leaf pages; 1 to "),
                arguments(
                        Kind.NEWEST_META,
                        FREE_LIST + BRANCH_PAGES,
                        0L,
                        "the free list says that it has 0 branch pages; 1 to "),
                arguments(
                        Kind.NEWEST_META,
                        MAIN_TREE + OVERFLOW_PAGES,
                        9_999L,
                        "the main tree says that it has 9999 overflow pages; 0"),
                arguments(Kind.NEWEST_META, MAIN_TREE + ENTRIES, 0L, "the main tree says that it has 0 entries; 1 to "),
                arguments(
                        Kind.NEWEST_META,
                        MAIN_TREE + ENTRIES,
                        5L,
                        "the main tree: its record says 5 entries, and there are 4"),
                arguments(Kind.OLDER_META, LAST_PAGE, 0L, "they name the last pages "),
                arguments(Kind.NEWEST_META, LAST_PAGE, 2L, "they name the last pages "),
                arguments(Kind.NEWEST_META, LAST_PAGE, Long.MAX_VALUE, "they name the last pages "),
                arguments(Kind.OLDER_META, TRANSACTION, 3L, "they name transactions "),
                arguments(Kind.OLDER_META, TRANSACTION, -1L, "they name transactions "),
                arguments(Kind.INDEX_LEAF, 0, 7L, "bears the number 7"),
                arguments(Kind.INDEX_LEAF, 10, (short) 1, "a leaf, is damaged: its kind is 1, not 2"),
                arguments(Kind.INDEX_BRANCH, 10, (short) 2, "a branch, is damaged: its kind is 2, not 1"),
                arguments(Kind.INDEX_LEAF, 12, (short) 14, "is damaged: its free space is from 14 to "),
                arguments(Kind.INDEX_LEAF, 12, (short) 17, "is damaged: its free space is from 17 to "),
                arguments(Kind.INDEX_LEAF, 12, (short) 4_000, "is damaged: its free space is from 4000 to "),
                arguments(Kind.INDEX_LEAF, 14, (short) 4_098, " to 4098"),
                arguments(Kind.INDEX_LEAF, 12, (short) 16, "it has 0 nodes, and 1 are the fewest possible"),
                arguments(Kind.INDEX_BRANCH, 12, (short) 18, "it has 1 nodes, and 2 are the fewest possible"),
                arguments(Kind.INDEX_LEAF, 16, (short) 4_090, "a node is at "),
                arguments(Kind.BLOCK, 10, (short) 2, "and is of the kind 2 with 3 pages"),
                arguments(Kind.BLOCK, 12, 2, "should begin a value of 9000 bytes, and is of the kind 4 with 2 pages"),
                arguments(Kind.BLOCK, 12, 9_999, "is named; pages 2 to "));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void s14_aFieldThatCannotBeSoIsTold(Kind kind, int at, Number value, String told) throws IOException {
        Path data = LmdbFile.small(folder);
        LmdbFile.patch(data, page(data, kind) * PAGE + at, bytes(value));
        assertTold(data, told);
    }

    @Test
    void s14_whatTheRecordOfANamedTreeSaysIsCompared() throws IOException {
        Path data = LmdbFile.small(folder);
        byte[] sound = Files.readAllBytes(data);
        assertRecordTold(data, ROOT, 9_999L, "the tree \"index\" begins at page 9999; pages 2 to ");
        assertRecordTold(
                data, FLAGS, (short) 8, "the tree \"index\" has the flags 8 and keys of 0 bytes; no such tree");
        assertRecordTold(data, 0, 8, "the tree \"index\" has the flags 0 and keys of 8 bytes; no such tree");
        assertRecordTold(data, BRANCH_PAGES, 2L, "the tree \"index\": its record says 2 branch pages, and there are 1");
        assertRecordTold(data, LEAF_PAGES, 5L, "the tree \"index\": its record says 5 leaf pages, and there are ");
        assertRecordTold(
                data, OVERFLOW_PAGES, 1L, "the tree \"index\": its record says 1 overflow pages, and there are 0");
        assertRecordTold(data, ENTRIES, 151L, "the tree \"index\": its record says 151 entries, and there are 150");
        assertRecordTold(data, DEPTH, (short) 1, "a leaf, is damaged: its kind is 1, not 2");
        assertEquals(-1, Arrays.mismatch(sound, Files.readAllBytes(data)), "each was undone");
    }

    @Test
    void s14_keysOutOfOrderAreTold() throws IOException {
        try (LmdbFile file = LmdbFile.open(folder)) {
            file.write(txn -> {
                for (int i = 0; i < 1_000; i++) {
                    file.index.put(txn, LmdbFile.key(i), LmdbFile.bytes(30, i));
                }
                file.log.put(txn, LmdbFile.key(1), LmdbFile.bytes(9_000, 1));
                file.epochs.put(txn, LmdbFile.key(1), new byte[8]);
            });
            file.write(txn -> file.epochs.put(txn, LmdbFile.key(2), new byte[8])); // there are free pages now
        }
        Path data = folder.resolve("data.mdb");
        byte[] sound = Files.readAllBytes(data);
        for (Kind kind : List.of(Kind.INDEX_LEAF, Kind.INDEX_BRANCH)) {
            long second = page(data, kind) * PAGE + PageHeader.BYTES + 2; // where the second node is
            byte[] swapped = read(data, second + 2, 2);
            LmdbFile.patch(data, second + 2, read(data, second, 2));
            LmdbFile.patch(data, second, swapped);
            assertTold(
                    data,
                    (kind == Kind.INDEX_LEAF ? "a leaf" : "a branch") + ", has keys out of order or of a wrong length");
            Files.write(data, sound);
        }
    }

    @Test
    void s14_aPageBelowTwoBranchesIsTold() throws IOException {
        Path data = LmdbFile.small(folder);
        long branch = page(data, Kind.INDEX_BRANCH) * PAGE;
        LmdbFile.patch(data, node(data, branch, 1), read(data, node(data, branch, 0), 4));
        assertTold(data, "is in use twice");
    }

    @Test
    void s14_aNodeThatCannotBeSoIsTold() throws IOException {
        Path data = LmdbFile.small(folder);
        byte[] sound = Files.readAllBytes(data);
        long leaf = page(data, Kind.INDEX_LEAF) * PAGE;
        LmdbFile.patch(data, node(data, leaf, 0) + 4, bytes((short) 4));
        assertTold(data, " has the flags 4 and 30 bytes");
        LmdbFile.patch(data, node(data, leaf, 0) + 4, bytes((short) 2));
        assertTold(data, " has the flags 2 and 30 bytes");
        Files.write(data, sound);
        LmdbFile.patch(data, node(data, leaf, 0), bytes(28)); // the first that was put ends the page
        assertTold(data, "its nodes end at " + (PAGE - 2));
    }

    @Test
    void s14_aTreeWhereAValueBelongsIsTold() throws IOException {
        try (LmdbFile file = LmdbFile.open(folder)) {
            file.write(txn -> {
                file.index.put(txn, LmdbFile.key(1), new byte[TreeRecord.BYTES]);
                file.epochs.put(txn, LmdbFile.key(1), new byte[8]);
                file.log.put(txn, LmdbFile.key(1), new byte[9_000]);
            });
        }
        Path data = folder.resolve("data.mdb");
        long leaf = page(data, Kind.INDEX_LEAF) * PAGE;
        LmdbFile.patch(data, node(data, leaf, 0) + 4, bytes((short) 2));
        assertTold(data, "a leaf, holds a tree where a value belongs");
    }

    private static void assertRecordTold(Path data, int field, Number value, String told) throws IOException {
        long leaf = page(data, Kind.MAIN_LEAF) * PAGE;
        long record = node(data, leaf, 1) + 8 + "index".length(); // after "epochs"
        byte[] before = read(data, record + field, bytes(value).length);
        LmdbFile.patch(data, record + field, bytes(value));
        assertTold(data, told);
        LmdbFile.patch(data, record + field, before);
    }

    private static void assertTold(Path data, String told) throws IOException {
        List<String> problems = LmdbFile.problems(data);
        assertTrue(problems.stream().anyMatch(problem -> problem.contains(told)), () -> told + " in " + problems);
    }

    private static long page(Path data, Kind kind) {
        return StorePages.of(data).getOrDefault(kind, List.of()).get(0);
    }

    /** Where in the file a node begins. */
    private static long node(Path data, long page, int node) throws IOException {
        return page
                + Short.toUnsignedInt(number(read(data, page + PageHeader.BYTES + 2L * node, 2))
                        .getShort());
    }

    private static byte[] read(Path data, long at, int length) throws IOException {
        return Arrays.copyOfRange(Files.readAllBytes(data), (int) at, (int) at + length);
    }

    private static ByteBuffer number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    private static byte[] bytes(Number value) {
        if (value instanceof Short) {
            return number(new byte[2]).putShort(value.shortValue()).array();
        }
        return value instanceof Integer
                ? number(new byte[4]).putInt(value.intValue()).array()
                : number(new byte[8]).putLong(value.longValue()).array();
    }
}
