package dev.feedhub.benchmarks;

import dev.feedhub.store.Record;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/** A record as the peers store it: seconds and nanoseconds of its time, the length of its label, the label in UTF-8, the payload. */
final class RecordBytes {
    /** More than a record of {@link Records} takes. */
    static final int MOST = 512;

    private RecordBytes() {}

    static void write(Record record, ByteBuffer target) {
        Instant time = record.time();
        byte[] label = record.label().getBytes(StandardCharsets.UTF_8);
        target.putLong(time.getEpochSecond())
                .putInt(time.getNano())
                .put((byte) label.length)
                .put(label)
                .put(payload(record));
    }

    /** Reads a record that ends where the source does. */
    static Record read(ByteBuffer source) {
        Instant time = Instant.ofEpochSecond(source.getLong(), source.getInt());
        byte[] label = new byte[source.get()];
        source.get(label);
        byte[] payload = new byte[source.remaining()];
        source.get(payload);
        return new Record(time, new String(label, StandardCharsets.UTF_8), payload);
    }

    static byte[] payload(Record record) {
        return Objects.requireNonNull(record.payload());
    }
}
