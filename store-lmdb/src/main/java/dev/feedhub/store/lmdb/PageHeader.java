package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;

/**
 * The 16 bytes that each of LMDB's pages begins with, and each run of overflow pages: its number (8 bytes), 2 unused, its
 * kind (2), and then where the free space of a tree page begins and ends (2 each), or how many pages the run has (4).
 */
final class PageHeader {
    static final int BYTES = 16;
    static final int FLAGS_AT = 10;

    private PageHeader() {}

    static int flags(ByteBuffer page) {
        return Short.toUnsignedInt(page.getShort(FLAGS_AT));
    }

    static int lower(ByteBuffer page) {
        return Short.toUnsignedInt(page.getShort(12));
    }

    static int upper(ByteBuffer page) {
        return Short.toUnsignedInt(page.getShort(14));
    }

    static long runLength(ByteBuffer page) {
        return Integer.toUnsignedLong(page.getInt(12));
    }
}
