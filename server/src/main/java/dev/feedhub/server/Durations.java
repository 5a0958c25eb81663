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
     * @throws Fault if it is none, less than {@code least}, or more than {@code most}
     */
    static Duration of(JsonNode value, String name, Duration least, Duration most) {
        if (value.isString()) {
            return of(value.stringValue(), name, least, most);
        }
        BigDecimal seconds = value.isNumber() ? value.decimalValue() : BigDecimal.ONE.negate();
        if (seconds.compareTo(seconds(least)) < 0
                || seconds.compareTo(seconds(most)) > 0
                || seconds.stripTrailingZeros().scale() > NANO_DIGITS) {
            throw wrong(Texts.shown(value), name, least, most);
        }
        return Duration.ofNanos(seconds.movePointRight(NANO_DIGITS).longValue());
    }

    /** The same of a text. */
    static Duration of(String text, String name, Duration least, Duration most) {
        try {
            return Setting.duration(name, most.toMillis() + "ms", least, most, "How long.")
                    .parse(text, "request");
        } catch (ConfigException wrong) {
            throw wrong(Texts.quoted(text), name, least, most);
        }
    }

    private static Fault wrong(String shown, String name, Duration least, Duration most) {
        return Fault.invalidParams(name + " is " + shown + ": allowed is a number of seconds, or a text as \"500ms\","
                + " \"5s\" or \"2m\", from " + text(least) + " to " + text(most));
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), NANO_DIGITS);
    }

    /** As it is read. */
    static String text(Duration duration) {
        return seconds(duration).stripTrailingZeros().toPlainString() + "s";
    }
}
