package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One of the two pages that LMDB's data file begins with ({@code MDB_meta}): transaction <i>n</i> writes page <i>n</i> mod 2.
 * The layout is that of LMDB 0.9 on 64-bit machines: a page header of 16 bytes, then magic, version, address, size of the
 * map, the records of the free list and of the main tree, the last page, the transaction.
 *
 * @param number 0 or 1
 * @param pageSize the bytes of a page
 * @param mapSize the size of the map that it was written through
 * @param freeList the tree of pages that are free
 * @param mainTree the tree of named trees
 * @param lastPage the highest page number in use or free
 * @param transactionId the transaction that wrote it
 */
record MetaPage(
        int number,
        int pageSize,
        long mapSize,
        TreeRecord freeList,
        TreeRecord mainTree,
        long lastPage,
        long transactionId) {
    /** How many there are. */
    static final int COUNT = 2;

    static final String FREE_LIST = "the free list";
    static final String MAIN_TREE = "the main tree";

    private static final int MAGIC = 0xBEEFC0DE;
    private static final int VERSION = 1;
    private static final int P_META = 0x08;
    private static final int MIN_PAGE_SIZE = 512;
    private static final int MAX_PAGE_SIZE = 32_768;

    /** {@code MDB_INTEGERKEY}: keys are numbers of this machine. */
    private static final int INTEGER_KEY = 0x08;

    /** {@code MDB_NOSUBDIR}, which may stand beside it. */
    private static final int NO_FOLDER = 0x4000;

    private static final int MAGIC_AT = 16;
    private static final int VERSION_AT = 20;
    private static final int MAP_SIZE_AT = 32;
    private static final int FREE_LIST_AT = 40;
    private static final int MAIN_TREE_AT = FREE_LIST_AT + TreeRecord.BYTES;
    static final int LAST_PAGE_AT = MAIN_TREE_AT + TreeRecord.BYTES;
    static final int TRANSACTION_AT = LAST_PAGE_AT + 8;
    private static final int BYTES = TRANSACTION_AT + 8;

    /** Reads meta page {@code number}, which begins at byte {@code offset}. */
    static MetaPage read(PageFile file, int number, long offset) throws IOException, DamagedFileException {
        requireMagic(file.bytes(offset + MAGIC_AT, Integer.BYTES).getInt(), number, offset + MAGIC_AT);
        ByteBuffer page = file.bytes(offset, BYTES);
        require(page.getInt(VERSION_AT), VERSION, "the version of the format", number, offset + VERSION_AT);
        require(page.getLong(0), number, "its page number", number, offset);
        require(PageHeader.flags(page), P_META, "its kind", number, offset + PageHeader.FLAGS_AT);
        TreeRecord freeList = TreeRecord.parse(page, FREE_LIST_AT);
        int pageSize = freeList.pad();
        if (pageSize < MIN_PAGE_SIZE || pageSize > MAX_PAGE_SIZE || Integer.bitCount(pageSize) != 1) {
            throw new DamagedFileException("meta page " + number + " (at byte " + offset + ") gives pages of "
                    + Integer.toUnsignedString(pageSize) + " bytes; a power of two from " + MIN_PAGE_SIZE + " to "
                    + MAX_PAGE_SIZE + " is possible");
        }
        TreeRecord mainTree = TreeRecord.parse(page, MAIN_TREE_AT);
        require(
                freeList.flags() & ~NO_FOLDER,
                INTEGER_KEY,
                "the field of flags of the free list",
                number,
                offset + FREE_LIST_AT + TreeRecord.FLAGS);
        require(
                mainTree.flags(),
                0,
                "the field of flags of the main tree",
                number,
                offset + MAIN_TREE_AT + TreeRecord.FLAGS);
        require(mainTree.pad(), 0, "the key size of the main tree", number, offset + MAIN_TREE_AT);
        return new MetaPage(
                number,
                pageSize,
                page.getLong(MAP_SIZE_AT),
                freeList,
                mainTree,
                page.getLong(LAST_PAGE_AT),
                page.getLong(TRANSACTION_AT));
    }

    /** Checks what the page says of its two trees. */
    void checkTrees() throws DamagedFileException {
        freeList.check(FREE_LIST, lastPage);
        mainTree.check(MAIN_TREE, lastPage);
    }

    private static void requireMagic(int magic, int number, long at) throws DamagedFileException {
        if (magic == Integer.reverseBytes(MAGIC)) {
            throw new DamagedFileException(
                    "it was written on a machine of the other byte order, and can be read only there");
        }
        if (magic != MAGIC) {
            throw new DamagedFileException("it is not a data file of LMDB, or damaged at byte " + at
                    + ": meta page " + number + " begins with " + Integer.toHexString(magic) + ", not "
                    + Integer.toHexString(MAGIC));
        }
    }

    private static void require(long found, long wanted, String what, int number, long at) throws DamagedFileException {
        if (found != wanted) {
            throw new DamagedFileException("meta page " + number + " is damaged: " + what + " at byte " + at + " is "
                    + Long.toUnsignedString(found) + ", not " + wanted);
        }
    }
}
