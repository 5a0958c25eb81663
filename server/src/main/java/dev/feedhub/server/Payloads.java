package dev.feedhub.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What bytes of data are: JSON, or text in UTF-8, or neither. */
final class Payloads {
    private Payloads() {}

    static Optional<JsonNode> json(byte[] data) {
        try {
            return Optional.of(Json.read(data));
        } catch (Fault notJson) {
            return Optional.empty();
        }
    }

    static Optional<String> text(byte[] data) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    static String base64(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }
}
