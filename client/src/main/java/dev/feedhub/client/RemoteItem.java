package dev.feedhub.client;

import dev.feedhub.Codec;
import dev.feedhub.EncodeException;
import dev.feedhub.Label;
import dev.feedhub.LimitExceededException;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An item on its way to a node.
 *
 * @param json as it is sent: {@code {"label":"a/b","base64":"…"}}
 * @param receipt what the publisher has of it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record RemoteItem(byte[] json, RemoteReceipt receipt) {
    /**
     * What any feed refuses.
     *
     * @throws IllegalArgumentException if it has neither label nor data, or its label is none
     */
    static void require(String label, @Nullable Object data) {
        if (Label.check(Objects.requireNonNull(label, "label")).isEmpty() && data == null) {
            throw new IllegalArgumentException("an item with neither label nor data; one of them is needed");
        }
    }

    /**
     * As it is sent.
     *
     * @throws EncodeException if the codec throws
     * @throws LimitExceededException if it is too large for a node
     */
    static <T> byte[] json(String label, @Nullable T data, Codec<T> codec) {
        ObjectNode json = Json.object().put("label", label);
        if (data != null) {
            byte[] payload = encoded(label, data, codec);
            if (payload.length > FeedhubClient.MAX_PAYLOAD_BYTES) {
                throw new LimitExceededException(
                        "the payload of an item labelled \"" + label + "\"",
                        payload.length,
                        FeedhubClient.MAX_PAYLOAD_BYTES,
                        "a node");
            }
            json.put("base64", Base64.getEncoder().encodeToString(payload));
        }
        return Json.write(json);
    }

    private static <T> byte[] encoded(String label, T data, Codec<T> codec) {
        try {
            return Objects.requireNonNull(codec.encode(label, data), "the codec gave null");
        } catch (RuntimeException cause) {
            throw new EncodeException(label, cause);
        }
    }
}
