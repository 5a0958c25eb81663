package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.feedhub.node.JsonFields.Kind;
import dev.feedhub.node.JsonFields.Value;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lines as {@link JsonEntries} writes them; cursor and time of the entry that it was are not looked at. */
final class JsonLines implements LineFormat {
    private static final Set<String> FIELDS = Set.of("cursor", "time", "label", "data", "base64");
    private static final String ALLOWED =
            "allowed is {\"label\":TEXT,\"data\":TEXT or null} or {\"label\":TEXT,\"base64\":TEXT}, cursor and time are ignored";

    private final String defaultLabel;

    JsonLines(String defaultLabel) {
        this.defaultLabel = defaultLabel;
    }

    @Override
    public LineItem item(ByteBuffer line) {
        Map<String, Value> fields =
                JsonFields.of(text(line)).orElseThrow(() -> new IllegalArgumentException("no JSON object; " + ALLOWED));
        fields.keySet().stream()
                .filter(field -> !FIELDS.contains(field))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException("unknown field \"" + unknown + "\"; " + ALLOWED);
                });
        String label = text(fields, "label").orElse(defaultLabel);
        Optional<String> data = text(fields, "data");
        Optional<String> base64 = text(fields, "base64");
        if (data.isPresent() && base64.isPresent()) {
            throw new IllegalArgumentException("both \"data\" and \"base64\"; " + ALLOWED);
        }
        return new LineItem(
                label,
                data.map(JsonLines::utf8)
                        .or(() -> base64.map(JsonLines::decoded))
                        .orElse(null));
    }

    private static String text(ByteBuffer line) {
        try {
            return UTF_8.newDecoder().decode(line).toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("not UTF-8, which JSON is", malformed);
        }
    }

    private static Optional<String> text(Map<String, Value> fields, String name) {
        Value value = fields.get(name);
        if (value == null || value.kind() == Kind.NULL) {
            return Optional.empty();
        } else if (value.kind() == Kind.TEXT) {
            return Optional.of(value.text());
        }
        throw new IllegalArgumentException("\"" + name + "\" is not text; " + ALLOWED);
    }

    private static byte[] utf8(String text) {
        try {
            ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] data = new byte[bytes.remaining()];
            bytes.get(data);
            return data;
        } catch (CharacterCodingException loneSurrogate) {
            throw new IllegalArgumentException(
                    "\"data\" has a lone surrogate, which UTF-8 cannot represent", loneSurrogate);
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("\"base64\" is malformed: " + malformed.getMessage(), malformed);
        }
    }
}
