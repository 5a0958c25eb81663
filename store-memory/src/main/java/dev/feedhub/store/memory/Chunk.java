package dev.feedhub.store.memory;

import dev.feedhub.store.Record;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of records as of a moment. Immutable: the writer may go on filling the same columns, beyond this chunk's last slot and
 * its last label.
 */
final class Chunk {
    /** What a record's label id takes in the columns. */
    static final int ID_BYTES = Short.BYTES;

    private final long first;
    private final int size;
    private final int labelCount;
    private final Columns columns;
    private final int @Nullable [] countByLabel; // null while the writer goes on with these columns

    private Chunk(long first, int size, int labelCount, Columns columns, int @Nullable [] countByLabel) {
        this.first = first;
        this.size = size;
        this.labelCount = labelCount;
        this.columns = columns;
        this.countByLabel = countByLabel;
    }

    static Chunk growing(long first, int size, int labelCount, Columns columns) {
        return new Chunk(first, size, labelCount, columns, null);
    }

    /** The same records, when no more are to follow. */
    Chunk sealed() {
        int[] counts = new int[labelCount];
        for (int slot = 0; slot < size; slot++) {
            counts[labelId(slot)]++;
        }
        return new Chunk(first, size, labelCount, columns, counts);
    }

    long first() {
        return first;
    }

    long last() {
        return first + size - 1;
    }

    int size() {
        return size;
    }

    int slot(long position) {
        return (int) (position - first);
    }

    int labelCount() {
        return labelCount;
    }

    String label(int id) {
        return columns.labels[id];
    }

    int labelId(int slot) {
        return columns.labelIds[slot];
    }

    Instant time(int slot) {
        return columns.times[slot];
    }

    /** The size of all records ever appended before that of a slot. */
    long start(int slot) {
        return columns.starts[slot];
    }

    /** A copy of a record, payload and all. */
    Record record(int slot) {
        byte[] payload = columns.payloads[slot];
        return new Record(time(slot), label(labelId(slot)), payload == null ? null : payload.clone());
    }

    /** What {@link Record#bytes()} of a record is. */
    long bytes(int slot) {
        byte[] payload = columns.payloads[slot];
        return (payload == null ? 0 : payload.length)
                + (long) label(labelId(slot)).length();
    }

    /** How many records of a range of slots are wanted. */
    long count(int from, int to, LabelVerdicts verdicts) {
        long count = 0;
        if (countByLabel != null && from == 0 && to == size - 1) {
            for (int id = 0; id < labelCount; id++) {
                count += verdicts.wants(id) ? countByLabel[id] : 0;
            }
        } else {
            for (int slot = from; slot <= to; slot++) {
                count += verdicts.wants(labelId(slot)) ? 1 : 0;
            }
        }
        return count;
    }
}
