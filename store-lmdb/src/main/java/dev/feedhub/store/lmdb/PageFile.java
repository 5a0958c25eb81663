package dev.feedhub.store.lmdb;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * LMDB's data file, read by ordinary calls of the operating system: a part that is missing is an exception, where touching
 * it in LMDB's map would end the JVM. It is no channel, so an interrupt does not close it. For one thread.
 */
final class PageFile implements Closeable {
    private final RandomAccessFile file;

    private PageFile(RandomAccessFile file) {
        this.file = file;
    }

    static PageFile open(Path path) throws IOException {
        return new PageFile(new RandomAccessFile(path.toFile(), "r"));
    }

    long length() throws IOException {
        return file.length();
    }

    /** Some bytes of the file, in the byte order of this machine, as LMDB writes them. */
    ByteBuffer bytes(long offset, int length) throws IOException, DamagedFileException {
        byte[] bytes = new byte[length];
        try {
            file.seek(offset);
            file.readFully(bytes);
        } catch (EOFException e) {
            throw new DamagedFileException("the file is cut: it ends at byte " + file.length() + ", and " + length
                    + " bytes from byte " + offset + " on are needed");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
