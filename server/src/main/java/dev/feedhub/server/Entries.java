package dev.feedhub.server;

import dev.feedhub.Entry;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Entries in JSON: {@code {"cursor":"…","time":"…","label":"a/b","data":JSON}}. Data that are not JSON are under {@code text} if they are
 * UTF-8, under {@code base64} otherwise; where there are none, {@code data} is null.
 */
final class Entries {
    private Entries() {}

    static ObjectNode json(Entry<byte[]> entry) {
        ObjectNode json = head(entry);
        byte[] data = entry.data();
        if (data == null) {
            return json.putNull("data");
        }
        Optional<JsonNode> value = Payloads.json(data);
        if (value.isPresent()) {
            json.set("data", value.get());
        } else {
            Payloads.text(data)
                    .ifPresentOrElse(text -> json.put("text", text), () -> json.put("base64", Payloads.base64(data)));
        }
        return json;
    }

    /** The same with data under {@code base64}, whatever they are: these bytes and no others. */
    static ObjectNode exactly(Entry<byte[]> entry) {
        ObjectNode json = head(entry);
        byte[] data = entry.data();
        return data == null ? json.putNull("base64") : json.put("base64", Payloads.base64(data));
    }

    private static ObjectNode head(Entry<byte[]> entry) {
        return Json.object()
                .put("cursor", entry.cursor().toString())
                .put("time", entry.time().toString())
                .put("label", entry.label());
    }
}
