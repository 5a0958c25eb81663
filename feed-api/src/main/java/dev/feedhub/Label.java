package dev.feedhub;

/**
 * What a label may be: text that categorises an item, by convention a path such as {@code consensus/event}. It may be empty
 * where the item has data; it is at most {@value #MAX_BYTES} bytes of UTF-8 and has no lone surrogate.
 */
public final class Label {
    /** The longest label, in bytes of UTF-8. */
    public static final int MAX_BYTES = 1024;

    private Label() {}

    /**
     * Checks that a text may be a label.
     *
     * @param label the text
     * @return the same text
     * @throws IllegalArgumentException if it has a lone surrogate, naming the index
     * @throws LimitExceededException if it is longer than {@link #MAX_BYTES}
     * @rule F-9
     */
    public static String check(String label) {
        int surrogate = loneSurrogate(label);
        if (surrogate >= 0) {
            throw new IllegalArgumentException(
                    "label has a lone surrogate at index " + surrogate + "; allowed is text that UTF-8 can represent");
        }
        if (label.length() > MAX_BYTES / 3 && utf8Length(label) > MAX_BYTES) {
            throw new LimitExceededException(
                    "label " + QuotedText.of(label, 40), utf8Length(label), MAX_BYTES, "Label.MAX_BYTES");
        }
        return label;
    }

    /** The index of the first surrogate that has no partner, or -1. */
    static int loneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
                if (!paired) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /** The length in UTF-8 of a text without lone surrogates: a surrogate pair has four bytes, two for each half. */
    private static long utf8Length(String text) {
        return text.chars()
                .mapToLong(c -> c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate((char) c) ? 2 : 3)
                .sum();
    }
}
