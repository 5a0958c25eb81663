package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;

/** Data as text. */
final class PayloadText {
    private static final char REPLACEMENT = '\ufffd';

    private PayloadText() {}

    /** Empty where the bytes are not UTF-8. */
    static Optional<String> of(byte[] data) {
        String text = new String(data, UTF_8);
        boolean exact = text.indexOf(REPLACEMENT) < 0 || Arrays.equals(text.getBytes(UTF_8), data);
        return exact ? Optional.of(text) : Optional.empty();
    }
}
