package dev.feedhub.store;

import dev.feedhub.Cursor;

/**
 * A record with the cursor that names it.
 *
 * @param cursor its cursor
 * @param record the record
 */
public record StoredRecord(Cursor cursor, Record record) {}
