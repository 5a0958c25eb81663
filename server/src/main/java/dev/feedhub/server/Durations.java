package dev.feedhub.server;

import dev.feedhub.ConfigException;
import dev.feedhub.Setting;
import java.math.BigDecimal;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** How long, in JSON: a number of seconds, or a text as {@code 500ms}, {@code 5s}, {@code 2m} or {@code 1h}. */
final class Durations {
    private static final int NANO_DIGITS = 9;

    private Durations() {}

    /**
     * Reads one.
     *
     * @param name of what it is, for messages
     * @throws Fault if it is none, or more than {@code most}
     */
    static Duration of(JsonNode value, String name, Duration most) {
        if (value.isString()) {
            return of(value.stringValue(), name, most);
        }
        BigDecimal seconds = value.isNumber() ? value.decimalValue() : BigDecimal.ONE.negate();
        if (seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(most.toNanos(), NANO_DIGITS)) > 0) {
            throw Fault.invalidParams(name + " is " + Texts.shown(value) + ": allowed is a number of seconds up to "
                    + text(most) + ", or a text as \"500ms\", \"5s\" or \"2m\"");
        }
        return Duration.ofNanos(seconds.movePointRight(NANO_DIGITS).longValue());
    }

    /** The same of a text. */
    static Duration of(String text, String name, Duration most) {
        try {
            return Setting.duration(name, "0s", Duration.ZERO, most, "How long.")
                    .parse(text, "request");
        } catch (ConfigException wrong) {
            throw Fault.invalidParams(String.valueOf(wrong.getMessage()));
        }
    }

    /** As it is read. */
    static String text(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), NANO_DIGITS)
                        .stripTrailingZeros()
                        .toPlainString()
                + "s";
    }
}
