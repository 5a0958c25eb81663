package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;

/**
 * What LMDB keeps of each tree ({@code MDB_db}, 48 bytes): in the meta pages that of its two own, in the main tree that of
 * each named one.
 *
 * @param pad of the free list the page size, else 0
 * @param flags how keys are compared and whether they repeat; of the free list the flags of the file
 * @param depth how many levels, 0 of an empty tree
 * @param branchPages how many branch pages
 * @param leafPages how many leaf pages
 * @param overflowPages how many pages of values that do not fit in a leaf
 * @param entries how many entries
 * @param root the root page, {@link #NONE} of an empty tree
 */
record TreeRecord(
        int pad, int flags, int depth, long branchPages, long leafPages, long overflowPages, long entries, long root) {
    static final int BYTES = 48;

    /** Where in it the flags are. */
    static final int FLAGS = 4;

    /** The root of an empty tree. */
    static final long NONE = -1;

    /** LMDB's cursors hold as many levels. */
    private static final int MAX_DEPTH = 32;

    static TreeRecord parse(ByteBuffer bytes, int offset) {
        return new TreeRecord(
                bytes.getInt(offset),
                Short.toUnsignedInt(bytes.getShort(offset + FLAGS)),
                Short.toUnsignedInt(bytes.getShort(offset + 6)),
                bytes.getLong(offset + 8),
                bytes.getLong(offset + 16),
                bytes.getLong(offset + 24),
                bytes.getLong(offset + 32),
                bytes.getLong(offset + 40));
    }

    boolean isEmpty() {
        return depth == 0;
    }

    /** Checks what can be checked without its pages; {@code name} is what a message calls the tree. */
    void check(String name, long lastPage) throws DamagedFileException {
        if (isEmpty()) {
            if (root != NONE || branchPages != 0 || leafPages != 0 || overflowPages != 0 || entries != 0) {
                throw new DamagedFileException(name + " has no level, and yet pages or entries: " + this);
            }
            return;
        }
        if (depth > MAX_DEPTH) {
            throw new DamagedFileException(name + " has " + depth + " levels; " + MAX_DEPTH + " are possible");
        }
        if (root < MetaPage.COUNT || root > lastPage) {
            throw new DamagedFileException(name + " begins at page " + Long.toUnsignedString(root) + "; pages "
                    + MetaPage.COUNT + " to " + lastPage + " are possible");
        }
        requireCount(name, "branch pages", branchPages, depth - 1L, lastPage);
        requireCount(name, "leaf pages", leafPages, 1, lastPage);
        requireCount(name, "overflow pages", overflowPages, 0, lastPage);
        requireCount(name, "entries", entries, leafPages, Long.MAX_VALUE);
    }

    /** Checks a record of the main tree: the keys of such a tree are bytes, and each has one value. */
    void checkNamed(String name, long lastPage) throws DamagedFileException {
        if (pad != 0 || flags != 0) {
            throw new DamagedFileException(
                    name + " has the flags " + flags + " and keys of " + pad + " bytes; no such tree is written here");
        }
        check(name, lastPage);
    }

    private static void requireCount(String name, String what, long count, long min, long max)
            throws DamagedFileException {
        if (count < min || count > max) {
            throw new DamagedFileException(name + " says that it has " + Long.toUnsignedString(count) + " " + what
                    + "; " + min + " to " + max + " are possible");
        }
    }
}
