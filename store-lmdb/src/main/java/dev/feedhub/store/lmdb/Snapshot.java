package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The state that one transaction left: the pages that its meta page leads to.
 *
 * @param file where they are
 * @param meta where they begin
 */
record Snapshot(PageFile file, MetaPage meta) {
    /** A whole page, which must bear its own number. */
    ByteBuffer page(long number) throws IOException, DamagedFileException {
        return read(number, meta.pageSize());
    }

    /** The header of a page, which must bear its own number. */
    ByteBuffer header(long number) throws IOException, DamagedFileException {
        return read(number, PageHeader.BYTES);
    }

    /** What follows the header of a page, and goes on in the pages after it. */
    byte[] behindHeader(long number, int length) throws IOException, DamagedFileException {
        return file.bytes(offset(number) + PageHeader.BYTES, length).array();
    }

    /** How a message names a page. */
    String where(long number) {
        return "page " + number + " (at byte " + offset(number) + ")";
    }

    /** Checks that a page may be in use, and that the file holds all of it. */
    void requireHeld(long number) throws IOException, DamagedFileException {
        requireInRange(number);
        if (file.length() - offset(number) < meta.pageSize()) {
            throw new DamagedFileException(
                    where(number) + " is in use, and the file is cut: it ends at byte " + file.length());
        }
    }

    void requireInRange(long number) throws DamagedFileException {
        if (number < MetaPage.COUNT || number > meta.lastPage()) {
            throw new DamagedFileException("page " + Long.toUnsignedString(number) + " is named; pages "
                    + MetaPage.COUNT + " to " + meta.lastPage() + " are possible");
        }
    }

    private ByteBuffer read(long number, int length) throws IOException, DamagedFileException {
        requireHeld(number);
        ByteBuffer bytes = file.bytes(offset(number), length);
        if (bytes.getLong(0) != number) {
            throw new DamagedFileException(
                    where(number) + " bears the number " + Long.toUnsignedString(bytes.getLong(0)));
        }
        return bytes;
    }

    private long offset(long number) {
        return number * meta.pageSize();
    }
}
