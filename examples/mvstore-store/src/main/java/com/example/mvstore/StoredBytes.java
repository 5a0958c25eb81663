package com.example.mvstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.feedhub.store.Record;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;

/** A record as a value of a map: checksum, time, label, and the payload if there is one. */
final class StoredBytes {
    private StoredBytes() {}

    static byte[] of(Record record) {
        byte[] label = record.label().getBytes(UTF_8);
        byte[] payload = record.payload() == null ? new byte[0] : record.payload();
        ByteBuffer bytes = ByteBuffer.allocate(19 + label.length + payload.length)
                .putInt(0) // the checksum
                .putLong(record.time().getEpochSecond())
                .putInt(record.time().getNano())
                .putShort((short) label.length)
                .put(label)
                .put((byte) (record.payload() == null ? 0 : 1))
                .put(payload);
        return bytes.putInt(0, checksum(bytes.array())).array();
    }

    /** The record, whose arrays are the caller's; empty where the bytes are damaged. */
    static Optional<Record> read(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        if (stored.length < 19 || bytes.getInt() != checksum(stored)) {
            return Optional.empty();
        }
        Instant time = Instant.ofEpochSecond(bytes.getLong(), bytes.getInt());
        byte[] label = new byte[bytes.getShort()];
        bytes.get(label);
        byte[] payload = bytes.get() == 0 ? null : new byte[bytes.remaining()];
        if (payload != null) {
            bytes.get(payload);
        }
        return Optional.of(new Record(time, new String(label, UTF_8), payload));
    }

    private static int checksum(byte[] stored) {
        CRC32 checksum = new CRC32();
        checksum.update(stored, Integer.BYTES, stored.length - Integer.BYTES);
        return (int) checksum.getValue();
    }
}
