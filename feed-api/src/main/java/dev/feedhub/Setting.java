package dev.feedhub;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A key of the configuration, with its type, default and range.
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {
    private static final String TEXT = "text of 1 to " + Values.MAX_TEXT + " characters without control characters";

    private final String key;
    private final String allowed;
    private final @Nullable String defaultText;
    private final String description;
    private final Function<String, T> parser; // throws IllegalArgumentException

    private Setting(
            String key, String allowed, @Nullable String defaultText, String description, Function<String, T> parser) {
        this.key = Objects.requireNonNull(key, "key");
        this.allowed = allowed;
        this.defaultText = defaultText;
        this.description = Objects.requireNonNull(description, "description");
        this.parser = parser;
        if (defaultText != null) {
            parse(defaultText, "default");
        }
    }

    /**
     * A whole number.
     *
     * @param key the key, as {@code feedhub.feed.capacity}
     * @param defaultValue its value where it is not set
     * @param min the least that is allowed
     * @param max the most that is allowed
     * @param description what it does, in a sentence
     * @return the setting
     */
    public static Setting<Integer> integer(String key, int defaultValue, int min, int max, String description) {
        return new Setting<>(
                key, "a whole number from " + min + " to " + max, Integer.toString(defaultValue), description, text ->
                        (int) Values.within(Long.parseLong(text), min, max));
    }

    /**
     * A whole number that may be large.
     *
     * @param key the key
     * @param defaultValue its value where it is not set
     * @param min the least that is allowed
     * @param max the most that is allowed
     * @param description what it does, in a sentence
     * @return the setting
     */
    public static Setting<Long> number(String key, long defaultValue, long min, long max, String description) {
        return new Setting<>(
                key,
                "a whole number from " + min + " to " + max,
                Long.toString(defaultValue),
                description,
                text -> Values.within(Long.parseLong(text), min, max));
    }

    /**
     * A number of bytes, as {@code 4096}, {@code 64KiB}, {@code 8MiB}, {@code 2GiB} or {@code 1TiB}.
     *
     * @param key the key
     * @param defaultText its value where it is not set
     * @param min the least that is allowed
     * @param max the most that is allowed
     * @param description what it does, in a sentence
     * @return the setting
     */
    public static Setting<Long> bytes(String key, String defaultText, long min, long max, String description) {
        return new Setting<>(
                key,
                "bytes from " + min + " to " + max + ", as 4096, 64KiB, 8MiB or 2GiB",
                defaultText,
                description,
                text -> Values.within(Values.bytes(text), min, max));
    }

    /**
     * A length of time, as {@code 250ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 7d} or in ISO 8601 {@code PT10S}.
     *
     * @param key the key
     * @param defaultText its value where it is not set
     * @param min the least that is allowed
     * @param max the most that is allowed
     * @param description what it does, in a sentence
     * @return the setting
     */
    public static Setting<Duration> duration(
            String key, String defaultText, Duration min, Duration max, String description) {
        return new Setting<>(
                key,
                "a duration from " + min + " to " + max + ", as 250ms, 10s, 5m, 2h, 7d or PT10S",
                defaultText,
                description,
                text -> Values.within(Values.duration(text), min, max));
    }

    /**
     * True or false.
     *
     * @param key the key
     * @param defaultValue its value where it is not set
     * @param description what it does, in a sentence
     * @return the setting
     */
    public static Setting<Boolean> flag(String key, boolean defaultValue, String description) {
        return new Setting<>(key, "true or false", Boolean.toString(defaultValue), description, Values::flag);
    }

    /**
     * Text on one line: 1 to 4,096 characters, no control characters among them.
     *
     * @param key the key
     * @param defaultText its value where it is not set, or null where it must be set
     * @param description what it does, in a sentence
     * @return the setting
     */
    public static Setting<String> text(String key, @Nullable String defaultText, String description) {
        return new Setting<>(key, TEXT, defaultText, description, Values::text);
    }

    /**
     * The path of a file or folder, as the system writes it.
     *
     * @param key the key
     * @param defaultText its value where it is not set, or null where it must be set
     * @param description what it does, in a sentence
     * @return the setting
     */
    public static Setting<Path> path(String key, @Nullable String defaultText, String description) {
        return new Setting<>(key, "a path, " + TEXT, defaultText, description, text -> Path.of(Values.text(text)));
    }

    /**
     * One of an enum's constants, by its name in lower case.
     *
     * @param key the key
     * @param defaultValue its value where it is not set
     * @param description what it does, in a sentence
     * @param <E> the enum
     * @return the setting
     */
    public static <E extends Enum<E>> Setting<E> choice(String key, E defaultValue, String description) {
        List<E> constants = Arrays.asList(defaultValue.getDeclaringClass().getEnumConstants());
        return new Setting<>(
                key,
                constants.stream().map(Values::name).collect(Collectors.joining(" or ")),
                Values.name(defaultValue),
                description,
                text -> constants.stream()
                        .filter(constant -> Values.name(constant).equals(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }

    /**
     * The key.
     *
     * @return as {@code feedhub.feed.capacity}
     */
    public String key() {
        return key;
    }

    /**
     * What its value may be.
     *
     * @return as "a whole number from 1 to 1048576"
     */
    public String allowed() {
        return allowed;
    }

    /**
     * What it does.
     *
     * @return a sentence
     */
    public String description() {
        return description;
    }

    /**
     * The value where it is not set.
     *
     * @return as it would be set
     * @throws ConfigException if it must be set
     */
    public String defaultText() {
        if (defaultText == null) {
            throw new ConfigException(key + " is not set; allowed is " + allowed);
        }
        return defaultText;
    }

    /**
     * Reads a value.
     *
     * @param text the value as text
     * @param origin where it was set, as "environment"
     * @return the value
     * @throws ConfigException if it is not allowed, naming key, value, origin and what is allowed
     */
    public T parse(String text, String origin) {
        try {
            return parser.apply(Objects.requireNonNull(text, key).strip());
        } catch (IllegalArgumentException | ArithmeticException notAllowed) {
            throw new ConfigException(
                    key + " = " + QuotedText.of(text, 200) + " (" + origin + ") is not allowed; allowed is " + allowed);
        }
    }

    @Override
    public String toString() {
        return key;
    }
}
