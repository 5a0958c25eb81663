package dev.feedhub;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of settings; what is not allowed is an IllegalArgumentException or ArithmeticException. */
final class Values {
    /** How many characters a text may have. */
    static final int MAX_TEXT = 4_096;

    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,19})\\s*([A-Za-z]*)");
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);
    private static final Map<String, Duration> TIMES = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Values() {}

    static <C extends Comparable<C>> C within(C value, C min, C max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    static long within(long value, long min, long max) {
        return within(Long.valueOf(value), Long.valueOf(min), Long.valueOf(max));
    }

    static long bytes(String text) {
        Matcher quantity = quantity(text);
        return Math.multiplyExact(Long.parseLong(quantity.group(1)), unit(BYTES, quantity.group(2)));
    }

    static Duration duration(String text) {
        if (text.startsWith("P")) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException malformed) {
                throw new IllegalArgumentException(malformed);
            }
        }
        Matcher quantity = quantity(text);
        return unit(TIMES, quantity.group(2)).multipliedBy(Long.parseLong(quantity.group(1)));
    }

    static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    static String text(String text) {
        if (text.isEmpty() || text.length() > MAX_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Matcher quantity(String text) {
        Matcher quantity = QUANTITY.matcher(text);
        if (!quantity.matches()) {
            throw new IllegalArgumentException();
        }
        return quantity;
    }

    private static <U> U unit(Map<String, U> units, String name) {
        U unit = units.get(name);
        if (unit == null) {
            throw new IllegalArgumentException();
        }
        return unit;
    }
}
