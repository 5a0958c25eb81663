package dev.feedhub.store.lmdb;

import static dev.feedhub.store.lmdb.PageBytes.NODE;
import static dev.feedhub.store.lmdb.PageBytes.assertTold;
import static dev.feedhub.store.lmdb.PageBytes.bytes;
import static dev.feedhub.store.lmdb.PageBytes.node;
import static dev.feedhub.store.lmdb.PageBytes.page;
import static dev.feedhub.store.lmdb.PageBytes.place;
import static dev.feedhub.store.lmdb.PageBytes.read;
import static dev.feedhub.store.lmdb.StorePages.PAGE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.store.lmdb.StorePages.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of the nodes of LMDB's pages that cannot be so, and of pages that each can and do not fit together. */
@Timeout(60)
class DamagedNodesTest {
    private static final String LEAF_OUT_OF_ORDER = "a leaf, has keys out of order or of a wrong length";
    private static final String BRANCH_OUT_OF_ORDER = "a branch, has keys out of order or of a wrong length";
    private static final int VALUE = 30;

    @TempDir
    Path folder;

    private Path data;
    private long leaf;
    private long branch;

    /** The index has a branch of several leaves; there are free pages. */
    @BeforeEach
    void makeFile() throws IOException {
        try (LmdbFile file = LmdbFile.open(folder)) {
            file.write(txn -> {
                for (int i = 0; i < 1_000; i++) {
                    file.index.put(txn, LmdbFile.key(i), LmdbFile.bytes(VALUE, i));
                }
                file.log.put(txn, LmdbFile.key(1), LmdbFile.bytes(9_000, 1));
                file.epochs.put(txn, LmdbFile.key(1), new byte[TreeRecord.BYTES]);
            });
            file.write(txn -> file.epochs.put(txn, LmdbFile.key(2), new byte[8]));
        }
        data = folder.resolve("data.mdb");
        leaf = page(data, Kind.INDEX_LEAF);
        branch = page(data, Kind.INDEX_BRANCH);
    }

    @Test
    void s14_keysOutOfOrderInALeafAreTold() throws IOException {
        swap(leaf);
        assertTold(data, LEAF_OUT_OF_ORDER);
    }

    @Test
    void s14_aKeyThatALeafHasTwiceIsTold() throws IOException {
        patch(node(data, leaf, 1) + NODE, LmdbFile.key(0));
        assertTold(data, LEAF_OUT_OF_ORDER);
    }

    @Test
    void s14_keysOutOfOrderInABranchAreTold() throws IOException {
        swap(branch);
        assertTold(data, BRANCH_OUT_OF_ORDER);
    }

    @Test
    void s14_aBranchThatLeadsPastAKeyIsTold() throws IOException {
        long key = node(data, branch, 1) + NODE;
        long first = ByteBuffer.wrap(read(data, key, 8)).getLong();
        patch(key, LmdbFile.key(first + 1)); // a look-up of the first key of the second leaf ends in the first
        assertTold(data, LEAF_OUT_OF_ORDER);
        patch(key, LmdbFile.key(first - 1)); // one of the last key of the first leaf in the second
        assertTold(data, LEAF_OUT_OF_ORDER);
    }

    @Test
    void s14_aKeyOfNoBytesIsTold() throws IOException {
        long node = node(data, leaf, 1);
        patch(node, bytes(VALUE + Long.BYTES)); // it is as long as before
        patch(node + 6, bytes((short) 0));
        assertTold(data, LEAF_OUT_OF_ORDER);
    }

    @Test
    void s14_aPageBelowTwoNodesIsTold() throws IOException {
        patch(node(data, branch, 1), read(data, node(data, branch, 0), 4));
        assertTold(data, "is in use twice");
    }

    @Test
    void s14_aPageThatThereCannotBeIsToldEachTimeItIsNamed() throws IOException {
        patch(node(data, branch, 0), bytes(9_999));
        patch(node(data, branch, 1), bytes(9_999));
        List<String> problems = LmdbFile.walk(data, Map.of());
        assertEquals(
                2,
                problems.stream()
                        .filter(told -> told.startsWith("the tree \"index\": page 9999 is named; pages 2 to "))
                        .count(),
                problems::toString);
    }

    @Test
    void s14_aPageThatTheFileHasNotIsTold() throws IOException {
        long root = page(data, Kind.MAIN_LEAF);
        LmdbFile.cut(data, root + PAGE / 2);
        assertTold(
                data,
                "page " + root / PAGE + " (at byte " + root + ") is in use, and the file is cut: it ends at byte ");
    }

    @Test
    void s14_flagsThatThereAreNotAreTold() throws IOException {
        patch(node(data, leaf, 0) + 4, bytes((short) 4));
        assertTold(data, " has the flags 4 and 30 bytes");
    }

    @Test
    void s14_aTreeOfAnotherLengthIsTold() throws IOException {
        patch(node(data, leaf, 0) + 4, bytes((short) 2));
        assertTold(data, " has the flags 2 and 30 bytes");
    }

    @Test
    void s14_aTreeWhereAValueBelongsIsTold() throws IOException {
        long epoch = page(data, Kind.EPOCHS_LEAF);
        patch(node(data, epoch, 0) + 4, bytes((short) 2));
        assertTold(data, "a leaf, holds a tree where a value belongs");
    }

    @Test
    void s14_nodesThatDoNotFillAPageAreTold() throws IOException {
        patch(node(data, leaf, 0), bytes(VALUE - 2)); // the first that was put is at the end
        assertTold(data, "its nodes end at " + (PAGE - 2));
    }

    @Test
    void s14_aNodeWithoutRoomForItsHeaderIsTold() throws IOException {
        int last = PAGE - NODE / 2;
        patch(node(data, leaf, 1), bytes(last - (int) (node(data, leaf, 1) - leaf) - NODE - Long.BYTES));
        patch(place(leaf, 0), bytes((short) last));
        assertTold(data, "the node at " + last + " has no room for its header");
    }

    /** Has the second node stand for the third, and the other way round. */
    private void swap(long page) throws IOException {
        byte[] second = read(data, place(page, 1), 2);
        patch(place(page, 1), read(data, place(page, 2), 2));
        patch(place(page, 2), second);
    }

    private void patch(long at, byte[] bytes) throws IOException {
        LmdbFile.patch(data, at, bytes);
    }
}
