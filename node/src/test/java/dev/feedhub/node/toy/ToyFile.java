package dev.feedhub.node.toy;

import dev.feedhub.Cursor;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.store.Record;
import dev.feedhub.store.StoredRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.List;

/**
 * A file of frames: a length, then a batch of records, or the position through which they are removed. The last frame may be cut:
 * readers wait for the rest, the writer cuts it off.
 */
final class ToyFile implements AutoCloseable {
    private final RandomAccessFile file;
    private final boolean writes;
    private final long maxBytes;
    private long end; // of the last complete frame that was read or written

    ToyFile(Path path, boolean writes, long maxBytes) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), writes ? "rw" : "r");
        this.writes = writes;
        this.maxBytes = maxBytes;
    }

    /** Reads what was appended since; gives how many records were removed, or 0. */
    long follow(List<StoredRecord> all) throws IOException {
        long removed = 0;
        long length = file.length();
        while (end + Integer.BYTES <= length) {
            file.seek(end);
            int size = file.readInt();
            if (end + Integer.BYTES + size > length) {
                break;
            }
            byte[] frame = new byte[size];
            file.readFully(frame);
            end += Integer.BYTES + size;
            removed = Math.max(removed, read(new DataInputStream(new ByteArrayInputStream(frame)), all));
        }
        if (writes && end < length) {
            file.setLength(end);
        }
        return removed;
    }

    private static long read(DataInputStream in, List<StoredRecord> all) throws IOException {
        int records = in.readInt();
        for (int i = 0; i < records; i++) {
            Cursor cursor = new Cursor(in.readLong(), in.readLong());
            Instant time = Instant.ofEpochSecond(in.readLong(), in.readInt());
            String label = in.readUTF();
            int size = in.readInt();
            all.add(new StoredRecord(cursor, new Record(time, label, size < 0 ? null : in.readNBytes(size))));
        }
        return in.readLong();
    }

    void append(List<StoredRecord> batch) {
        write(batch, 0);
    }

    void remove(long through) {
        write(List.of(), through);
    }

    private void write(List<StoredRecord> batch, long removed) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(frame)) {
            out.writeInt(0);
            out.writeInt(batch.size());
            for (StoredRecord stored : batch) {
                out.writeLong(stored.cursor().position());
                out.writeLong(stored.cursor().epoch());
                out.writeLong(stored.record().time().getEpochSecond());
                out.writeInt(stored.record().time().get(ChronoField.NANO_OF_SECOND));
                out.writeUTF(stored.record().label());
                byte[] payload = stored.record().payload();
                out.writeInt(payload == null ? -1 : payload.length);
                out.write(payload == null ? new byte[0] : payload);
            }
            out.writeLong(removed);
            append(frame.toByteArray());
        } catch (IOException failed) {
            throw new StoreException(Outcome.UNKNOWN, "cannot write the toy store", failed);
        }
    }

    private void append(byte[] frame) throws IOException {
        int size = frame.length - Integer.BYTES;
        for (int i = 0; i < Integer.BYTES; i++) {
            frame[i] = (byte) (size >> (8 * (Integer.BYTES - 1 - i)));
        }
        if (end + frame.length > maxBytes) {
            throw new StoreException(
                    Outcome.NOT_STORED, "the toy store is full: feedhub.store.toy.maxBytes is " + maxBytes, null);
        }
        file.seek(end);
        file.write(frame);
        end += frame.length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
