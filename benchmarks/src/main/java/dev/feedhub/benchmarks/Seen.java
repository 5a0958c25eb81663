package dev.feedhub.benchmarks;

import dev.feedhub.Cursor;
import dev.feedhub.Entry;
import dev.feedhub.store.Record;
import dev.feedhub.store.StoredRecord;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at all that an entry has, counts entries, and keeps the last: so each has to be an object, as for a user who needs it. */
final class Seen {
    private long count;
    private long sum;
    private @Nullable Object last;

    void see(Entry<byte[]> entry) {
        see(entry, entry.cursor(), entry.time(), entry.label(), Objects.requireNonNull(entry.data()));
    }

    void see(StoredRecord stored) {
        Record record = stored.record();
        see(stored, stored.cursor(), record.time(), record.label(), RecordBytes.payload(record));
    }

    private void see(Object entry, Cursor cursor, Instant time, String label, byte[] data) {
        count++;
        sum += cursor.position() + time.getEpochSecond() + time.getNano() + label.length() + data[data.length - 1];
        last = entry;
    }

    /** Fails unless there were as many as expected. */
    void check(long expected) {
        if (count != expected || sum == 0 || last == null) {
            throw new IllegalStateException(count + " entries with the sum " + sum + "; " + expected + " are expected");
        }
    }
}
