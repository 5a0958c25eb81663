package dev.feedhub.benchmarks;

import dev.feedhub.Cursor;
import dev.feedhub.store.Record;
import dev.feedhub.store.StoredRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * A plain file: the records of a batch, each after its length, in one write, then {@code force(false)}. It grows; or it was written
 * before, and is written from its start again when it is full, as a log of a database is.
 */
final class FileLog implements PeerLog {
    private static final int PREALLOCATED = 512 << 20;
    private static final int CHUNK = 1 << 20;

    private final FileChannel file;
    private final long most;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);

    private FileLog(Path folder, long most) throws IOException {
        this.file = FileChannel.open(
                folder.resolve("log"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        this.most = most;
    }

    static FileLog growing(Path folder) throws IOException {
        return new FileLog(folder, Long.MAX_VALUE);
    }

    static FileLog preallocated(Path folder) throws IOException {
        FileLog log = new FileLog(folder, PREALLOCATED);
        for (long written = 0; written < PREALLOCATED; written += CHUNK) {
            log.write(log.buffer.clear());
        }
        log.file.force(true);
        log.file.position(0);
        return log;
    }

    @Override
    public void append(List<Record> batch) throws IOException {
        int most = batch.size() * RecordBytes.MOST;
        if (buffer.capacity() < most) {
            buffer = ByteBuffer.allocateDirect(most);
        }
        buffer.clear();
        for (Record record : batch) {
            int start = buffer.position();
            RecordBytes.write(record, buffer.position(start + Integer.BYTES));
            buffer.putInt(start, buffer.position() - start - Integer.BYTES);
        }
        write(buffer.flip());
        file.force(false);
    }

    private void write(ByteBuffer bytes) throws IOException {
        if (file.position() + bytes.remaining() > most) {
            file.position(0);
        }
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void scan(Consumer<StoredRecord> sink) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        long position = 0;
        file.position(0);
        while (file.read(chunk) > 0) {
            chunk.flip();
            while (chunk.remaining() > Integer.BYTES
                    && chunk.remaining() - Integer.BYTES >= chunk.getInt(chunk.position())) {
                int end = chunk.position() + Integer.BYTES + chunk.getInt(chunk.position());
                int limit = chunk.limit();
                chunk.position(chunk.position() + Integer.BYTES).limit(end);
                sink.accept(new StoredRecord(new Cursor(++position, 1), RecordBytes.read(chunk)));
                chunk.limit(limit);
            }
            chunk.compact();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
