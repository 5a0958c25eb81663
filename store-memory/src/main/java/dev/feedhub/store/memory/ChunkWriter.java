package dev.feedhub.store.memory;

import dev.feedhub.store.Record;
import java.util.HashMap;
import java.util.Map;

/** Fills the columns of one chunk. For the writer only. */
final class ChunkWriter {
    /** A chunk with so many records is full. */
    static final int MAX_RECORDS = 1_024;

    /** A chunk with so many bytes is full. */
    static final int FULL_BYTES = 1 << 20;

    private static final int FIRST_CAPACITY = 16;

    private final long first;
    private final Map<String, Short> ids = new HashMap<>();
    private Columns columns = Columns.ofCapacity(FIRST_CAPACITY);
    private int size;
    private long bytes;

    /** A writer of the chunk that begins with a position. */
    ChunkWriter(long first) {
        this.first = first;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == MAX_RECORDS || bytes >= FULL_BYTES;
    }

    /** Adds a record, whose payload it takes over. A failure leaves the slot used up. */
    void add(Record record, long start) {
        int slot = size++;
        if (slot == columns.capacity()) {
            columns = columns.withCapacity(Math.min(2 * slot, MAX_RECORDS));
        }
        columns.labelIds[slot] = id(record.label());
        columns.times[slot] = record.time();
        columns.payloads[slot] = record.payload();
        columns.starts[slot] = start;
        bytes += HeapRetention.size(record);
    }

    /** The records added so far. */
    Chunk chunk() {
        return Chunk.growing(first, size, ids.size(), columns);
    }

    private short id(String label) {
        Short known = ids.get(label);
        if (known != null) {
            return known;
        }
        short id = (short) ids.size();
        columns.labels[id] = label;
        ids.put(label, id);
        return id;
    }
}
