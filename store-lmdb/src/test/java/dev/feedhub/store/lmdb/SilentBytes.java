package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * The bytes of a page that structure says nothing of: keys, values, what is unused. A change of anything else
 * must be told.
 */
final class SilentBytes {
    private SilentBytes() {}

    /** Of the meta page that is in use, or the one before it. */
    static BitSet ofMeta(boolean inUse) {
        BitSet silent = new BitSet();
        silent.set(8, 10); // the header's unused bytes
        silent.set(12, 16);
        silent.set(24, 40); // address and size of the map
        silent.set(152, 4_096);
        if (!inUse) {
            silent.set(46, 88); // the trees but for page size and flags
            silent.set(94, 136);
            silent.set(136, 144); // the last page, where it is less than the newer one's
        }
        return silent;
    }

    /** Of a leaf or branch. */
    static BitSet ofTreePage(ByteBuffer page, boolean freeList) {
        BitSet silent = new BitSet();
        silent.set(8, 10);
        int lower = page.getShort(12);
        silent.set(lower, page.getShort(14));
        boolean leaf = page.getShort(10) == 2;
        for (int at = 16; at < lower; at += 2) {
            node(page, page.getShort(at), leaf, freeList, silent);
        }
        return silent;
    }

    private static void node(ByteBuffer page, int at, boolean leaf, boolean freeList, BitSet silent) {
        int flags = page.getShort(at + 4);
        int key = at + 8;
        int data = key + page.getShort(at + 6);
        silent.set(key, data);
        if (leaf && flags == 1) {
            silent.set(at, at + 4); // the length of a value that is as long as its overflow pages allow
        }
        if (!leaf || flags == 1) {
            padding(silent, data + (leaf ? 8 : 0), at, leaf);
            return;
        }
        int end = data + page.getInt(at);
        if (freeList) {
            silent.set(data + 8 + (int) page.getLong(data) * 8, end);
        } else if (flags == 0) {
            silent.set(data, end);
        }
        padding(silent, end, at, true);
    }

    /** A node of an odd length is followed by a byte, and one that is a byte longer would end where it ends. */
    private static void padding(BitSet silent, int end, int at, boolean leaf) {
        if (end % 2 != 0) {
            silent.set(end);
            silent.set(at + 6);
            if (leaf) {
                silent.set(at);
            }
        }
    }

    /** Of a page of a tree of the file, or the first of a run of overflow pages. */
    static BitSet of(Snapshot snapshot, long number, boolean freeList) throws IOException, DamagedFileException {
        ByteBuffer page = snapshot.page(number);
        if (PageHeader.flags(page) != 4) {
            return ofTreePage(page, freeList);
        }
        BitSet silent = new BitSet();
        silent.set(8, 10);
        silent.set(16, 4_096);
        return silent;
    }
}
