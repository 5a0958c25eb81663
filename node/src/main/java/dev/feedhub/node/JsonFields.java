package dev.feedhub.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the fields of a JSON object: their names, and those values that are text. The whole must be one object as RFC 8259 has it; of
 * fields with the same name the last one counts.
 */
final class JsonFields {
    private static final int MOST_DEPTH = 256;
    private static final Pattern SCALAR =
            Pattern.compile("true|false|null|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");

    /** What kind of value a field has. */
    enum Kind {
        TEXT,
        NULL,
        OTHER
    }

    /**
     * The value of a field.
     *
     * @param kind what it is
     * @param text the text, where it is one
     */
    record Value(Kind kind, String text) {}

    private static final Value NULL = new Value(Kind.NULL, "");
    private static final Value OTHER = new Value(Kind.OTHER, "");

    private static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedException() {
            super("no JSON object", null, false, false);
        }
    }

    private final String json;
    private int at;

    private JsonFields(String json) {
        this.json = json;
    }

    /** By name, in the order of the text; empty where that is no JSON object. */
    static Optional<Map<String, Value>> of(String json) {
        try {
            return Optional.of(new JsonFields(json).object());
        } catch (MalformedException none) {
            return Optional.empty();
        }
    }

    private Map<String, Value> object() {
        Map<String, Value> fields = new LinkedHashMap<>();
        expect('{');
        for (boolean more = !accept('}'); more; more = more('}')) {
            String name = string();
            expect(':');
            fields.put(name, value());
        }
        if (peek() != 0 || at < json.length()) {
            throw new MalformedException();
        }
        return fields;
    }

    private Value value() {
        return switch (peek()) {
            case '"' -> new Value(Kind.TEXT, string());
            case 'n' -> skipped(NULL);
            default -> skipped(OTHER);
        };
    }

    private Value skipped(Value value) {
        skip(1);
        return value;
    }

    /** Reads past one value. */
    private void skip(int depth) {
        if (depth > MOST_DEPTH) {
            throw new MalformedException();
        }
        if (peek() == '"') {
            string();
        } else if (accept('{')) {
            for (boolean more = !accept('}'); more; more = more('}')) {
                string();
                expect(':');
                skip(depth + 1);
            }
        } else if (accept('[')) {
            for (boolean more = !accept(']'); more; more = more(']')) {
                skip(depth + 1);
            }
        } else {
            Matcher scalar = SCALAR.matcher(json).region(at, json.length());
            if (!scalar.lookingAt()) {
                throw new MalformedException();
            }
            at = scalar.end();
        }
    }

    private String string() {
        expect('"');
        int begin = at;
        while (at < json.length() && json.charAt(at) != '"' && json.charAt(at) != '\\' && json.charAt(at) >= ' ') {
            at++;
        }
        if (at < json.length() && json.charAt(at) == '"') {
            return json.substring(begin, at++);
        }
        StringBuilder text = new StringBuilder(json.substring(begin, at));
        for (char c = take(); c != '"'; c = take()) {
            if (c < ' ') {
                throw new MalformedException();
            }
            text.append(c == '\\' ? escaped() : c);
        }
        return text.toString();
    }

    private char escaped() {
        char c = take();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hexDigit() << 12 | hexDigit() << 8 | hexDigit() << 4 | hexDigit());
            default -> throw new MalformedException();
        };
    }

    private int hexDigit() {
        char c = take();
        int digit = c < 128 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw new MalformedException();
        }
        return digit;
    }

    private boolean more(char end) {
        if (accept(end)) {
            return false;
        }
        expect(',');
        return true;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw new MalformedException();
        }
    }

    private boolean accept(char c) {
        boolean there = peek() == c;
        at += there ? 1 : 0;
        return there;
    }

    /** The next character that is no white space; 0 at the end. */
    private char peek() {
        while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        return at < json.length() ? json.charAt(at) : 0;
    }

    private char take() {
        if (at == json.length()) {
            throw new MalformedException();
        }
        return json.charAt(at++);
    }
}
