package com.example.mvstore;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The newest position that was acknowledged, in a file of its own. MVStore opens a file that is cut off as what it was some commits
 * ago; with this, the records that are missing then are noticed.
 */
final class HighWater implements AutoCloseable {
    static final String FILE = "newest";

    private final RandomAccessFile file;

    HighWater(Path folder) throws IOException {
        file = new RandomAccessFile(folder.resolve(FILE).toFile(), "rw");
    }

    /** The position; {@link Long#MAX_VALUE} where the file is damaged. */
    long read() throws IOException {
        if (file.length() == 0) {
            return 0;
        }
        if (file.length() != 2 * Long.BYTES) {
            return Long.MAX_VALUE;
        }
        file.seek(0);
        long position = file.readLong();
        return file.readLong() == ~position ? position : Long.MAX_VALUE;
    }

    /** Not synced: an older position notices less, and never too much. No interrupt closes it, as it would a channel. */
    void write(long position) throws IOException {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(position)
                .putLong(~position)
                .array();
        file.seek(0);
        file.write(bytes); // in one call, so that a kill leaves the older position or this one
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
