package dev.feedhub.store;

import dev.feedhub.Cursor;
import java.util.Objects;

/**
 * A record with the cursor that names it.
 *
 * @param cursor its cursor
 * @param record the record
 */
public record StoredRecord(Cursor cursor, Record record) {
    /**
     * Checks that there are both.
     *
     * @param cursor its cursor
     * @param record the record
     */
    public StoredRecord {
        Objects.requireNonNull(cursor, "cursor");
        Objects.requireNonNull(record, "record");
    }
}
