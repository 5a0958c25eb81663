package dev.feedhub.conformance;

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
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * All of a log in one file, written anew at each change: what was removed as runs of positions under one epoch, then what is held,
 * then a checksum.
 */
final class ReferenceFile {
    /** What is written before it replaces the file. */
    static final String NEXT = "next";

    private static final int MAGIC = 0x5245_4631;

    private ReferenceFile() {}

    static void write(Path file, List<StoredRecord> all, int removed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            writeRemoved(out, all.subList(0, removed));
            out.writeInt(all.size() - removed);
            for (StoredRecord stored : all.subList(removed, all.size())) {
                write(out, stored);
            }
            out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
            Path written = Files.write(file.resolveSibling(NEXT), bytes.toByteArray());
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new StoreException(Outcome.UNKNOWN, "cannot write " + file, failed);
        }
    }

    private static void writeRemoved(DataOutputStream out, List<StoredRecord> removed) throws IOException {
        List<List<StoredRecord>> runs = new ArrayList<>();
        for (StoredRecord stored : removed) {
            List<StoredRecord> last = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
            if (last.isEmpty()
                    || last.get(0).cursor().epoch() != stored.cursor().epoch()) {
                last = new ArrayList<>();
                runs.add(last);
            }
            last.add(stored);
        }
        out.writeInt(runs.size());
        for (List<StoredRecord> run : runs) {
            out.writeInt(run.size());
            StoredRecord last = run.get(run.size() - 1);
            write(out, new StoredRecord(last.cursor(), new Record(last.record().time(), "", null)));
        }
    }

    private static void write(DataOutputStream out, StoredRecord stored) throws IOException {
        Record record = stored.record();
        out.writeLong(stored.cursor().position());
        out.writeLong(stored.cursor().epoch());
        out.writeLong(record.time().getEpochSecond());
        out.writeInt(record.time().get(ChronoField.NANO_OF_SECOND));
        out.writeUTF(record.label());
        byte[] payload = record.payload();
        out.writeInt(payload == null ? -1 : payload.length);
        out.write(payload == null ? new byte[0] : payload);
    }

    /** Reads everything, removed records without what they held; gives how many were removed. */
    static int read(Path file, List<StoredRecord> all) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int length = bytes.length - Long.BYTES;
            if (length < Integer.BYTES || ByteBuffer.wrap(bytes).getLong(length) != checksum(bytes, length)) {
                throw new StoreException(Outcome.NOT_STORED, file + " is damaged, or is not a store's", null);
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            if (in.readInt() != MAGIC) {
                throw new StoreException(Outcome.NOT_STORED, file + " is of another format", null);
            }
            for (int runs = in.readInt(); runs > 0; runs--) {
                int count = in.readInt();
                StoredRecord last = readRecord(in);
                for (int back = count - 1; back >= 0; back--) {
                    Cursor cursor = new Cursor(
                            last.cursor().position() - back, last.cursor().epoch());
                    all.add(new StoredRecord(cursor, last.record()));
                }
            }
            int removed = all.size();
            for (int held = in.readInt(); held > 0; held--) {
                all.add(readRecord(in));
            }
            return removed;
        } catch (IOException failed) {
            throw new StoreException(Outcome.NOT_STORED, "cannot read " + file, failed);
        }
    }

    private static StoredRecord readRecord(DataInputStream in) throws IOException {
        Cursor cursor = new Cursor(in.readLong(), in.readLong());
        Instant time = Instant.ofEpochSecond(in.readLong(), in.readInt());
        String label = in.readUTF();
        int length = in.readInt();
        return new StoredRecord(cursor, new Record(time, label, length < 0 ? null : in.readNBytes(length)));
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, length);
        return checksum.getValue();
    }
}
