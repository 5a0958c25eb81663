package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.feedhub.store.lmdb.StorePages.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
class DamagedFieldsTest {
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
                arguments(Kind.OLDER_META, 16, 5, "or damaged at byte 4112: meta page 1 begins with 5, not beefc0de"),
                arguments(
                        Kind.OLDER_META,
                        20,
                        2,
                        "meta page 1 is damaged: the version of the format at byte 4116 is 2, not 1"),
                arguments(Kind.OLDER_META, 0, 7L, "meta page 1 is damaged: its page number at byte 4096 is 7, not 1"),
                arguments(Kind.OLDER_META, 10, (short) 2, "is damaged: its kind at byte 4106 is 2, not 8"),
                arguments(
                        Kind.NEWEST_META,
                        FREE_LIST,
                        1_000,
                        "gives pages of 1000 bytes; a power of two from 512 to 32768"),
                arguments(Kind.NEWEST_META, FREE_LIST, 256, "gives pages of 256 bytes"),
                arguments(Kind.NEWEST_META, FREE_LIST, 65_536, "gives pages of 65536 bytes"),
                arguments(Kind.OLDER_META, FREE_LIST, 512, "they name pages of 4096 and of 512 bytes"),
                arguments(Kind.OLDER_META, FREE_LIST, 32_768, "they name pages of 4096 and of 32768 bytes"),
                arguments(
                        Kind.OLDER_META,
                        FREE_LIST + FLAGS,
                        (short) 9,
                        "the field of flags of the free list at byte 4140 is 9, not 8"),
                arguments(Kind.NEWEST_META, FREE_LIST + FLAGS, (short) 0x4008, "they name the flags "),
                arguments(Kind.OLDER_META, MAIN_TREE, 8, "the key size of the main tree at byte 4184 is 8, not 0"),
                arguments(
                        Kind.OLDER_META,
                        MAIN_TREE + FLAGS,
                        (short) 8,
                        "the field of flags of the main tree at byte 4188 is 8, not 0"),
                arguments(
                        Kind.NEWEST_META,
                        MAIN_TREE + DEPTH,
                        (short) 32,
                        "the main tree says that it has 0 branch pages; 31 to "),
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
                arguments(Kind.INDEX_LEAF, 16, (short) 4_090, "a node is at 4090, and was expected at 4050"),
                arguments(Kind.BLOCK, 10, (short) 2, "and is of the kind 2 with 3 pages"),
                arguments(Kind.BLOCK, 12, 2, "should begin a value of 9000 bytes, and is of the kind 4 with 2 pages"),
                arguments(Kind.BLOCK, 12, 9_999, "is named; pages 2 to "));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void s14_aFieldThatCannotBeSoIsTold(Kind kind, int at, Number value, String told) throws IOException {
        Path data = LmdbFile.small(folder);
        LmdbFile.patch(data, PageBytes.page(data, kind) + at, PageBytes.bytes(value));
        PageBytes.assertTold(data, told);
    }

    @Test
    void s14_whatTheRecordOfANamedTreeSaysIsChecked() throws IOException {
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

    private static void assertRecordTold(Path data, int field, Number value, String told) throws IOException {
        long leaf = PageBytes.page(data, Kind.MAIN_LEAF);
        long record = PageBytes.node(data, leaf, 1) + 8 + "index".length(); // after "epochs"
        byte[] before = PageBytes.read(data, record + field, PageBytes.bytes(value).length);
        LmdbFile.patch(data, record + field, PageBytes.bytes(value));
        List<String> problems = LmdbFile.walk(data, Map.of());
        assertTrue(problems.stream().anyMatch(problem -> problem.contains(told)), () -> told + " in " + problems);
        LmdbFile.patch(data, record + field, before);
    }
}
