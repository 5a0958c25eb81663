package dev.feedhub.node;

import dev.feedhub.Cursor;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one source published, in its order: hash and label of each item, written before the item is published and out of the hub's
 * sight. Beside them is noted under which cursor a consumer met the item, so that a consumer that missed it can be told.
 *
 * <p>One thread writes, the source's; any thread reads what was written before {@link #size()} was read. Segments never move: a
 * reader that holds an older list of them reads the same items.
 */
final class Journal {
    private static final int SEGMENT = 1 << 12;

    private static final class Segment {
        private final long[] hashes = new long[SEGMENT];
        private final String[] labels = new String[SEGMENT];
        private final AtomicLongArray positions = new AtomicLongArray(SEGMENT); // 0 until noted
    }

    private final String source;
    private volatile Segment[] segments = {}; // written by the source's thread only
    private volatile int size; // written by the source's thread only, after the item
    private volatile long epoch; // of the run's only writer

    Journal(String source) {
        this.source = source;
    }

    String source() {
        return source;
    }

    int size() {
        return size;
    }

    void append(String label, long hash) {
        int index = size;
        Segment[] all = segments;
        if (index / SEGMENT == all.length) {
            all = Arrays.copyOf(all, all.length + 1);
            all[all.length - 1] = new Segment();
            segments = all;
        }
        Segment segment = all[index / SEGMENT];
        segment.hashes[index % SEGMENT] = hash;
        segment.labels[index % SEGMENT] = label;
        size = index + 1;
    }

    /** Takes back the last item, which turned out not to be published. */
    void retract() {
        int last = size - 1;
        size = last;
    }

    long hash(int index) {
        return segments[index / SEGMENT].hashes[index % SEGMENT];
    }

    String label(int index) {
        return segments[index / SEGMENT].labels[index % SEGMENT];
    }

    /** Notes the cursor under which a consumer met an item; the first one to do so counts. */
    void met(int index, Cursor cursor) {
        AtomicLongArray positions = segments[index / SEGMENT].positions;
        if (positions.getOpaque(index % SEGMENT) == 0) {
            epoch = cursor.epoch();
            positions.setOpaque(index % SEGMENT, cursor.position());
        }
    }

    /** The cursor of an item, if any consumer met it. */
    Optional<Cursor> cursor(int index) {
        long position = segments[index / SEGMENT].positions.getOpaque(index % SEGMENT);
        return position == 0 ? Optional.empty() : Optional.of(new Cursor(position, epoch));
    }
}
