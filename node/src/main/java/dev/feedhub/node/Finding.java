package dev.feedhub.node;

import dev.feedhub.Cursor;
import java.util.Locale;
import java.util.Optional;

/**
 * One entry that a consumer missed or got once too often.
 *
 * @param kind what is wrong with it
 * @param source the source it came from
 * @param item its place among the items of that source, from 1; 0 where it has none
 * @param label its label
 * @param cursor its cursor, if any consumer met it
 * @param after the last entry of that source before it that the consumer got in its place, or {@link Cursor#ORIGIN}
 */
record Finding(Kind kind, String source, int item, String label, Optional<Cursor> cursor, Cursor after) {
    /** What may be wrong with an entry; all but the first are counted as duplicates, since they came once too often. */
    enum Kind {
        /** It was published and the consumer did not get it. */
        MISSING,
        /** It came although the consumer had got it already. */
        DUPLICATE,
        /** It came, but not in its place, where it is missing. */
        OUT_OF_ORDER,
        /** Nobody published it like this. */
        UNKNOWN;

        private String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @Override
    public String toString() {
        return kind.text() + ": " + source + (item > 0 ? " item " + item : "") + ", label \"" + label + "\", "
                + cursor.map(found -> "cursor " + found).orElse("which no consumer got") + "; the entry before it was "
                + (after.equals(Cursor.ORIGIN) ? "none" : after);
    }
}
