package dev.feedhub;

import java.util.Comparator;

/**
 * Names one entry of a store for ever, whatever is lost or restored.
 *
 * <p>As text it is {@code <position>-<epoch>}, each as 13 digits of base32hex (RFC 4648, section 7) in lower case, so that
 * the order of the texts is the order of the positions.
 *
 * @param position the store's running number of the entry, from 1; 0 stands for "before the first"
 * @param epoch the random number drawn when the store was opened to write the entry; 0 in {@link #ORIGIN}
 */
public record Cursor(long position, long epoch) implements Comparable<Cursor> {
    /** Before the first entry of any store. */
    public static final Cursor ORIGIN = new Cursor(0, 0);

    private static final int DIGITS = 13;
    private static final int TEXT_LENGTH = 2 * DIGITS + 1;
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuv";
    private static final Comparator<Cursor> ORDER =
            Comparator.comparingLong(Cursor::position).thenComparing(Cursor::epoch, Long::compareUnsigned);

    /**
     * Names an entry.
     *
     * @param position the store's running number of the entry
     * @param epoch the random number drawn when the store was opened to write the entry
     * @throws IllegalArgumentException if the position is negative
     */
    public Cursor {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position + " of a cursor: 0 or more is allowed");
        }
    }

    /**
     * Reads a cursor back from its text.
     *
     * @param text as {@link #toString()} gives it, and only so
     * @return the cursor
     * @throws IllegalArgumentException if the text is none; it is shown, and what is allowed
     */
    public static Cursor parse(String text) {
        if (text.length() != TEXT_LENGTH || text.charAt(DIGITS) != '-') {
            throw malformed(text);
        }
        long position = number(text, 0);
        if (position < 0) {
            throw malformed(text);
        }
        return new Cursor(position, number(text, DIGITS + 1));
    }

    private static long number(String text, int from) {
        long value = 0;
        for (int i = from; i < from + DIGITS; i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0 || (i == from && digit > 15)) {
                throw malformed(text);
            }
            value = value << 5 | digit;
        }
        return value;
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("malformed cursor " + QuotedText.of(text, 2 * TEXT_LENGTH)
                + ": allowed is <position>-<epoch>, each of 13 digits from 0 to 9 and a to v, from " + ORIGIN + " to "
                + new Cursor(Long.MAX_VALUE, -1));
    }

    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(TEXT_LENGTH);
        appendTo(text, position);
        return appendTo(text.append('-'), epoch).toString();
    }

    private static StringBuilder appendTo(StringBuilder text, long value) {
        for (int shift = 5 * (DIGITS - 1); shift >= 0; shift -= 5) {
            text.append(ALPHABET.charAt((int) (value >>> shift) & 31));
        }
        return text;
    }
}
