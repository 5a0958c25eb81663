package dev.feedhub.store.lmdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts of labels. A block has a few, which those around it have too, and making a text takes longer than finding it: so short
 * ones that were made last are kept, at most {@value #KEPT}, for all stores of the process. A text has one place, by its hash.
 *
 * <p><b>Threads.</b> Any: what is kept never changes, and whoever overtakes another makes a text again.
 */
final class LabelTexts {
    private static final int PLACE_BITS = 10;
    private static final int PLACE_SHIFT = Long.SIZE - PLACE_BITS;
    private static final int KEPT = 1 << PLACE_BITS;
    private static final int SHORT = 64;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final @Nullable Text[] PLACES = new Text[KEPT];

    private LabelTexts() {}

    /** The text of a label, of which the bytes are given. */
    static String of(byte[] bytes, int at, int length) {
        if (length > SHORT) {
            return new String(bytes, at, length, StandardCharsets.UTF_8);
        }
        int place = place(bytes, at, length);
        Text kept = PLACES[place];
        if (kept == null || !Arrays.equals(kept.utf8, 0, kept.utf8.length, bytes, at, at + length)) {
            kept = new Text(Arrays.copyOfRange(bytes, at, at + length));
            PLACES[place] = kept;
        }
        return kept.string;
    }

    /** Eight bytes at a time, the last eight again where fewer are left; Fibonacci hashing, whose highest bits depend on all others. */
    private static int place(byte[] bytes, int at, int length) {
        long hash = length;
        if (length < Long.BYTES) {
            for (int i = 0; i < length; i++) {
                hash = (hash << Byte.SIZE) ^ bytes[at + i];
            }
            return (int) ((hash * SPREAD) >>> PLACE_SHIFT);
        }
        int last = at + length - Long.BYTES;
        for (int i = at; i < last; i += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(bytes, i)) * SPREAD;
        }
        return (int) (((hash ^ (hash >>> Integer.SIZE) ^ (long) LONGS.get(bytes, last)) * SPREAD) >>> PLACE_SHIFT);
    }

    private static final class Text {
        final byte[] utf8;
        final String string;

        Text(byte[] utf8) {
            this.utf8 = utf8;
            this.string = new String(utf8, StandardCharsets.UTF_8);
        }
    }
}
