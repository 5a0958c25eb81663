package dev.feedhub.client;

import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes JSON. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE) // a payload is as large as the node's store allows
                            .build())
                    .build())
            .build();

    private Json() {}

    /**
     * Reads a text.
     *
     * @throws IOException if it is not JSON
     */
    static JsonNode read(byte[] text) throws IOException {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException malformed) {
            throw new IOException("not JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    static byte[] write(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }
}
