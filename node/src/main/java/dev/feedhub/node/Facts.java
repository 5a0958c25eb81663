package dev.feedhub.node;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Names, as "oldest time", and what is so: printed as aligned lines, or as one JSON object with keys as {@code oldestTime}. */
final class Facts {
    /** How they are printed. */
    enum Format {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code --format} of a command that prints facts. */
    static final class Choice {
        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                defaultValue = "text",
                description = "text or json (default: ${DEFAULT-VALUE}).")
        private Format format = Format.TEXT;

        Format format() {
            return format;
        }
    }

    private static final Pattern BLANK_AND_LETTER = Pattern.compile(" (.)");

    private final Map<String, Optional<?>> facts = new LinkedHashMap<>();

    Facts add(String name, Object value) {
        return add(name, Optional.of(value));
    }

    Facts add(String name, Optional<?> value) {
        facts.put(name, value);
        return this;
    }

    void print(Format format, DataOutput out) {
        if (format == Format.JSON) {
            out.line(json());
            return;
        }
        int widest = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        facts.forEach((name, value) -> out.line(name
                + " ".repeat(widest + 2 - name.length())
                + value.map(Object::toString).orElse("none")));
    }

    private CharSequence json() {
        StringBuilder json = new StringBuilder();
        facts.forEach((name, value) -> {
            JsonText.quote(json.append(json.length() == 0 ? '{' : ','), key(name))
                    .append(':');
            if (value.isEmpty() || value.get() instanceof Number) {
                json.append(value.isEmpty() ? "null" : value.get());
            } else {
                JsonText.quote(json, value.get().toString());
            }
        });
        return json.append('}');
    }

    private static String key(String name) {
        return BLANK_AND_LETTER.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }
}
