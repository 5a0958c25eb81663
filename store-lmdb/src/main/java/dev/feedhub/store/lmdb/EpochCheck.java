package dev.feedhub.store.lmdb;

import dev.feedhub.Cursor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Checks the epochs, of which there is one for each opening that appended. */
final class EpochCheck implements EntryVisitor {
    private static final int VALUE_BYTES = Long.BYTES + Integer.BYTES;

    private final LogState state;
    private final Problems problems;
    private final NavigableMap<Long, Long> epochs = new TreeMap<>(); // by first position

    EpochCheck(LogState state, Problems problems) {
        this.state = state;
        this.problems = problems;
    }

    @Override
    public void entry(byte[] key, byte[] value) {
        if (key.length != Long.BYTES || value.length != VALUE_BYTES) {
            report("an entry has " + key.length + " and " + value.length + " bytes; " + Long.BYTES + " and "
                    + VALUE_BYTES + " belong there");
            return;
        }
        long position = ByteBuffer.wrap(key).getLong();
        ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer sealed = ByteBuffer.allocate(2 * Long.BYTES)
                .put(key)
                .put(value, 0, Long.BYTES)
                .flip();
        if (bytes.getInt(Long.BYTES) != BlockLayout.checksum(sealed)) {
            report("the checksum of that from position " + position + " on is wrong");
        } else if (position < 1 || position > state.newest().position() || bytes.getLong(0) == 0) {
            report("epoch " + bytes.getLong(0) + " begins at position " + position + "; the newest is "
                    + state.newest().position());
        }
        epochs.put(position, bytes.getLong(0));
    }

    /** Checks what the state names, when all epochs were delivered. */
    void end() {
        requireEpoch("floor", state.floor());
        requireEpoch("newest position", state.newest());
        if (state.newest().position() > 0 && !epochs.containsKey(1L)) {
            report("none begins at position 1");
        }
        if (epochs.values().stream().distinct().count() < epochs.size()) {
            report("one begins twice");
        }
    }

    private void requireEpoch(String what, Cursor cursor) {
        var epoch = epochs.floorEntry(cursor.position());
        if (cursor.position() > 0 && (epoch == null || epoch.getValue() != cursor.epoch())) {
            report("the " + what + " " + cursor.position() + " is of epoch " + cursor.epoch() + ", which is not there");
        }
    }

    private void report(String what) {
        problems.add("the epochs: " + what);
    }
}
