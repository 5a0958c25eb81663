package dev.feedhub.server;

import dev.feedhub.Receipt;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code event.post}: publishes an event of a kind with attributes, whose label is {@code event} or {@code event/<kind>}. */
final class EventMethods {
    private static final List<String> POST = List.of("type", "kind", "attributes");

    private final Publishing publishing;

    EventMethods(Publishing publishing) {
        this.publishing = publishing;
    }

    Stream<RpcMethod> all() {
        return Stream.of(new RpcMethod("event.post", POST, false, (ctx, params) -> {
            String kind = params.text("kind").orElse("");
            String label = kind.isEmpty() ? "event" : "event/" + kind;
            Receipt receipt = publishing.submit(ctx, new Item(label, Json.write(event(params, kind))));
            return later ->
                    Json.object().put("cursor", publishing.await(later, receipt).toString());
        }));
    }

    private static ObjectNode event(RpcParams params, String kind) {
        ObjectNode event =
                Json.object().put("type", params.text("type").orElse("")).put("kind", kind);
        ArrayNode attributes = event.putArray("attributes");
        params.value("attributes").ifPresent(given -> {
            if (!given.isArray()) {
                throw attributes(params, given);
            }
            given.forEach(each -> attributes.add(attribute(params, each)));
        });
        return event;
    }

    private static JsonNode attribute(RpcParams params, JsonNode given) {
        boolean pair = given.isObject()
                && given.size() == 2
                && given.path("key").isString()
                && given.path("value").isString();
        if (!pair) {
            throw attributes(params, given);
        }
        return given;
    }

    private static Fault attributes(RpcParams params, JsonNode given) {
        return params.wrong(
                "has attributes with " + Texts.shown(given) + ": allowed is an array of {\"key\":TEXT,\"value\":TEXT}");
    }
}
