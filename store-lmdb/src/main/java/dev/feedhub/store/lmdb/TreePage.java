package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A branch or leaf page that was found to be well-formed.
 *
 * <p>The header is followed by the offset (2 bytes) of each node, in the order of the keys; the nodes themselves fill the end
 * of the page without a gap, each of an even length. A node ({@code MDB_node}) is 4 bytes, 2 of flags, the length of its key
 * (2), the key, and in a leaf its data. In a branch the first 6 bytes are the number of the page below. In a leaf the 4 bytes
 * are the length of the data; large data stand in a run of overflow pages, and the node has the number of its first.
 */
final class TreePage {
    private static final int P_BRANCH = 0x01;
    private static final int P_LEAF = 0x02;
    private static final int BIG_DATA = 0x01;
    private static final int SUB_TREE = 0x02;
    private static final int NODE_BYTES = 8;
    private static final int OFFSET_BYTES = 2;

    private final ByteBuffer page;
    private final boolean leaf;

    private TreePage(ByteBuffer page, boolean leaf) {
        this.page = page;
        this.leaf = leaf;
    }

    /** Reads a page that is to be a leaf or a branch. */
    static TreePage read(Snapshot snapshot, long number, boolean leaf) throws IOException, DamagedFileException {
        TreePage page = new TreePage(snapshot.page(number), leaf);
        Optional<String> problem = page.problem();
        if (problem.isPresent()) {
            throw new DamagedFileException(
                    snapshot.where(number) + (leaf ? ", a leaf, " : ", a branch, ") + "is damaged: " + problem.get());
        }
        return page;
    }

    /** How many nodes. */
    int size() {
        return (PageHeader.lower(page) - PageHeader.BYTES) / OFFSET_BYTES;
    }

    byte[] key(int node) {
        return slice(offset(node) + NODE_BYTES, keyLength(offset(node)));
    }

    /** The page below a node of a branch. */
    long child(int node) {
        int at = offset(node);
        return Integer.toUnsignedLong(page.getInt(at)) | (long) flags(at) << 32;
    }

    /** How long the data of a leaf's node are. */
    long dataLength(int node) {
        return Integer.toUnsignedLong(page.getInt(offset(node)));
    }

    /** Whether the data of a leaf's node stand in overflow pages. */
    boolean isBig(int node) {
        return (flags(offset(node)) & BIG_DATA) != 0;
    }

    /** Whether the data of a leaf's node are the record of a tree. */
    boolean isTree(int node) {
        return (flags(offset(node)) & SUB_TREE) != 0;
    }

    /** The first overflow page of a leaf's node with big data. */
    long overflowPage(int node) {
        return page.getLong(dataAt(offset(node)));
    }

    /** The data of a leaf's node that are in the leaf. */
    byte[] data(int node) {
        return slice(dataAt(offset(node)), (int) dataLength(node));
    }

    /** The record of a tree that a leaf's node holds. */
    TreeRecord tree(int node) {
        return TreeRecord.parse(page, dataAt(offset(node)));
    }

    private Optional<String> problem() {
        int wanted = leaf ? P_LEAF : P_BRANCH;
        if (PageHeader.flags(page) != wanted) {
            return Optional.of("its kind is " + PageHeader.flags(page) + ", not " + wanted);
        }
        int lower = PageHeader.lower(page);
        int upper = PageHeader.upper(page);
        if (lower < PageHeader.BYTES || lower > upper || upper > page.capacity() || lower % OFFSET_BYTES != 0) {
            return Optional.of("its free space is from " + lower + " to " + upper);
        }
        int fewest = leaf ? 1 : 2;
        if (size() < fewest) {
            return Optional.of("it has " + size() + " nodes, and " + fewest + " are the fewest possible");
        }
        return nodesProblem(upper);
    }

    /** Whether the nodes, taken as they stand, follow each other from the end of the free space to the end of the page. */
    private Optional<String> nodesProblem(int upper) {
        int[] offsets = new int[size()];
        Arrays.setAll(offsets, this::offset);
        Arrays.sort(offsets);
        long next = upper;
        for (int at : offsets) {
            if (at != next) {
                return Optional.of("a node is at " + at + ", and was expected at " + next);
            }
            if (at > page.capacity() - NODE_BYTES) {
                return Optional.of("the node at " + at + " has no room for its header");
            }
            if (leaf && !flagsFit(at)) {
                return Optional.of("the node at " + at + " has the flags " + flags(at) + " and "
                        + Integer.toUnsignedString(page.getInt(at)) + " bytes");
            }
            long length = NODE_BYTES + keyLength(at) + inlineLength(at);
            next = at + length + length % 2;
        }
        return next == page.capacity() ? Optional.empty() : Optional.of("its nodes end at " + next);
    }

    private boolean flagsFit(int at) {
        return switch (flags(at)) {
            case 0, BIG_DATA -> true;
            case SUB_TREE -> page.getInt(at) == TreeRecord.BYTES;
            default -> false;
        };
    }

    private long inlineLength(int at) {
        if (!leaf) {
            return 0;
        }
        return flags(at) == BIG_DATA ? Long.BYTES : Integer.toUnsignedLong(page.getInt(at));
    }

    private int offset(int node) {
        return Short.toUnsignedInt(page.getShort(PageHeader.BYTES + OFFSET_BYTES * node));
    }

    private int flags(int at) {
        return Short.toUnsignedInt(page.getShort(at + 4));
    }

    private int keyLength(int at) {
        return Short.toUnsignedInt(page.getShort(at + 6));
    }

    private int dataAt(int at) {
        return at + NODE_BYTES + keyLength(at);
    }

    private byte[] slice(int at, int length) {
        byte[] bytes = new byte[length];
        page.get(at, bytes);
        return bytes;
    }
}
