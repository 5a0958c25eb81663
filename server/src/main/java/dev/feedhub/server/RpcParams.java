package dev.feedhub.server;

import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.server.Fault.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of a call, by name or by position. What is null counts as missing. */
final class RpcParams {
    private final String method;
    private final ObjectNode byName;

    /**
     * Takes what a request has.
     *
     * @param names all parameters of the method, in the order of their positions
     * @param given an object, an array, or null if there are none
     * @throws Fault if there are others
     */
    RpcParams(String method, List<String> names, @Nullable JsonNode given) {
        this.method = method;
        this.byName = Json.object();
        if (given == null) {
            return;
        }
        if (given.isArray()) {
            if (given.size() > names.size()) {
                throw wrong("has " + names.size() + " parameters, not " + given.size() + known(names));
            }
            for (int i = 0; i < given.size(); i++) {
                byName.set(names.get(i), given.get(i));
            }
            return;
        }
        for (String name : new TreeSet<>(given.propertyNames())) {
            if (!names.contains(name)) {
                throw wrong("has no parameter " + Texts.quoted(name) + known(names));
            }
            byName.set(name, given.get(name));
        }
    }

    private static String known(List<String> names) {
        return names.isEmpty() ? ": it has none" : ": they are " + String.join(", ", names);
    }

    Optional<JsonNode> value(String name) {
        JsonNode value = byName.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    Optional<String> text(String name) {
        return value(name).map(value -> {
            if (!value.isString()) {
                throw wrong(name, value, "a text");
            }
            return value.stringValue();
        });
    }

    String requiredText(String name) {
        return text(name).orElseThrow(() -> wrong("needs the parameter " + name));
    }

    /** A whole number within a range. */
    long number(String name, long least, long most, long otherwise) {
        return value(name)
                .map(value -> {
                    boolean within = value.isIntegralNumber()
                            && value.canConvertToLong()
                            && value.longValue() >= least
                            && value.longValue() <= most;
                    if (!within) {
                        throw wrong(name, value, "a whole number from " + least + " to " + most);
                    }
                    return value.longValue();
                })
                .orElse(otherwise);
    }

    boolean flag(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw wrong(name, value, "true or false");
                    }
                    return value.booleanValue();
                })
                .orElse(false);
    }

    Instant requiredTime(String name) {
        String text = requiredText(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw wrong(name, value(name).orElseThrow(), "a time as 2026-01-31T10:00:00Z");
        }
    }

    Optional<Cursor> cursor(String name) {
        return parsed(name, Cursor::parse);
    }

    /** What one of two cursors makes, or otherwise where there is neither. */
    <R> R either(String one, String other, R otherwise, Function<Cursor, R> ofOne, Function<Cursor, R> ofOther) {
        Optional<Cursor> first = cursor(one);
        Optional<Cursor> second = cursor(other);
        if (first.isPresent() && second.isPresent()) {
            throw wrong("has both " + one + " and " + other + ": one of them is allowed");
        }
        return first.map(ofOne).or(() -> second.map(ofOther)).orElse(otherwise);
    }

    private <R> Optional<R> parsed(String name, Function<String, R> parse) {
        return text(name).map(text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException malformed) {
                throw wrong("has the parameter " + name + ": " + malformed.getMessage());
            }
        });
    }

    /** How long, up to a limit, which is what counts where it is not told. */
    Duration duration(String name, Duration most) {
        return value(name)
                .map(value -> Durations.of(value, method + "." + name, Duration.ZERO, most))
                .orElse(most);
    }

    LabelFilter filter(String name) {
        return value(name).map(value -> Filters.of(value, method + "." + name)).orElse(LabelFilter.any());
    }

    private Fault wrong(String name, JsonNode value, String allowed) {
        return wrong("has " + name + " as " + Texts.shown(value) + ": allowed is " + allowed);
    }

    Fault wrong(String what) {
        return new Fault(Kind.INVALID_PARAMS, method + " " + what);
    }
}
