package dev.feedhub.store.memory;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The records of a chunk, a column for each part. The writer fills slots; those that a published {@link Chunk} shows never change
 * again.
 */
final class Columns {
    final Instant[] times;
    final byte[] @Nullable [] payloads; // null where a record has none
    final short[] labelIds; // indices into the labels
    final long[] starts; // the size of all records ever appended before this one
    final String[] labels; // each label of the chunk once, in the order of first use

    private Columns(Instant[] times, byte[] @Nullable [] payloads, short[] labelIds, long[] starts, String[] labels) {
        this.times = times;
        this.payloads = payloads;
        this.labelIds = labelIds;
        this.starts = starts;
        this.labels = labels;
    }

    static Columns ofCapacity(int slots) {
        return new Columns(new Instant[slots], new byte[slots][], new short[slots], new long[slots], new String[slots]);
    }

    int capacity() {
        return labelIds.length;
    }

    /** A copy with more slots. */
    Columns withCapacity(int slots) {
        return new Columns(
                Arrays.copyOf(times, slots),
                Arrays.copyOf(payloads, slots),
                Arrays.copyOf(labelIds, slots),
                Arrays.copyOf(starts, slots),
                Arrays.copyOf(labels, slots));
    }
}
