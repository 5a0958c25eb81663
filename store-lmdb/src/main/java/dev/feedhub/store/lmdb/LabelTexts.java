package dev.feedhub.store.lmdb;

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
    private static final int KEPT = 1 << 10;
    private static final int SHORT = 64;

    private static final @Nullable Text[] PLACES = new Text[KEPT];

    private LabelTexts() {}

    /**
     * The text of a label.
     *
     * @param utf8 its bytes are from index 0
     * @param length how many; the buffer has as many
     */
    static String of(byte[] utf8, int length) {
        if (length > SHORT) {
            return new String(utf8, 0, length, StandardCharsets.UTF_8);
        }
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + utf8[i];
        }
        int place = (hash ^ hash >>> 10 ^ hash >>> 20) & KEPT - 1;
        Text kept = PLACES[place];
        if (kept == null || !Arrays.equals(kept.utf8, 0, kept.utf8.length, utf8, 0, length)) {
            kept = new Text(Arrays.copyOf(utf8, length));
            PLACES[place] = kept;
        }
        return kept.string;
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
