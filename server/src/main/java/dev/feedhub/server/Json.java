package dev.feedhub.server;

import dev.feedhub.server.Fault.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes JSON: numbers as they are, no field twice, nothing after the end, no deeper than {@value #MAX_DEPTH}. */
final class Json {
    static final int MAX_DEPTH = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(Integer.MAX_VALUE) // bodies have limits of their own
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /**
     * Reads a text.
     *
     * @throws Fault if it is not JSON
     */
    static JsonNode read(byte[] text) {
        try {
            JsonNode node = MAPPER.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString());
            if (node.isMissingNode()) {
                throw new Fault(Kind.PARSE_ERROR, "the body is empty: JSON is expected");
            }
            return node;
        } catch (CharacterCodingException otherwise) {
            throw new Fault(Kind.PARSE_ERROR, "not UTF-8, which JSON is");
        } catch (StreamConstraintsException tooMuch) {
            throw new Fault(Kind.PARSE_ERROR, "not JSON that is read here: " + tooMuch.getOriginalMessage());
        } catch (JacksonException malformed) {
            throw new Fault(Kind.PARSE_ERROR, "not JSON: " + where(malformed));
        } catch (IllegalArgumentException | ArithmeticException beyond) {
            throw new Fault(
                    Kind.PARSE_ERROR, "not JSON that is read here: a number has an exponent beyond +-2147483647");
        }
    }

    private static String where(JacksonException malformed) {
        var location = malformed.getLocation();
        // without the advice for programmers that may follow
        String message = String.valueOf(malformed.getOriginalMessage()).replaceAll(": enable `.*", "");
        return location == null
                ? message
                : message + ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    static byte[] write(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }
}
