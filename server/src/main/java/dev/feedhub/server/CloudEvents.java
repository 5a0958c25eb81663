package dev.feedhub.server;

import dev.feedhub.Entry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Items and entries as events of <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents 1.0</a>. An item that was
 * published as an event is kept as that, in its JSON form, labelled with its extension {@code label} or else its type; other
 * entries become events whose id is their cursor and whose type is their label. Each has its cursor as the extension {@code sequence}.
 */
final class CloudEvents {
    static final String TYPE_OF_UNLABELLED = "dev.feedhub.item";

    private static final String SOURCE = "/events";
    private static final String PREFIX = "ce-";
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]{1,64}");

    private CloudEvents() {}

    /**
     * An event in structured mode.
     *
     * @throws Fault if it is none
     */
    static Item structured(JsonNode event) {
        if (!event.isObject()) {
            throw Fault.invalidRequest(Texts.shown(event) + " is not a CloudEvent");
        }
        JsonNode version = event.path("specversion");
        if (!version.isString() || !version.stringValue().equals("1.0")) {
            throw Fault.invalidRequest("a CloudEvent needs \"specversion\":\"1.0\"");
        }
        for (String required : new String[] {"id", "source", "type"}) {
            if (!isText(event, required)) {
                throw Fault.invalidRequest("a CloudEvent needs \"" + required + "\", a text that is not empty");
            }
        }
        if (event.has("data") && event.has("data_base64")) {
            throw Fault.invalidRequest("a CloudEvent has \"data\" or \"data_base64\", not both");
        }
        JsonNode label = event.path("label");
        return new Item(
                label.isString() ? label.stringValue() : event.path("type").stringValue(), Json.write(event));
    }

    /** Whether a request has attributes of an event as headers. */
    static boolean hasAttributes(HttpFields headers) {
        return headers.contains(PREFIX + "specversion");
    }

    /**
     * An event in binary mode: its attributes are headers, its data the body.
     *
     * @throws Fault if it is none
     */
    static Item binary(HttpFields headers, byte[] body) {
        ObjectNode event = Json.object();
        for (HttpField header : headers) {
            String name = header.getLowerCaseName();
            if (name.startsWith(PREFIX)) {
                String attribute = name.substring(PREFIX.length());
                if (!ATTRIBUTE.matcher(attribute).matches() || attribute.equals("data")) {
                    throw Fault.invalidRequest("header " + name + ": no attribute of a CloudEvent has such a name");
                }
                event.put(attribute, unescaped(header.getValue()));
            }
        }
        String type = headers.get(HttpHeader.CONTENT_TYPE);
        if (type != null) {
            event.put("datacontenttype", type);
        }
        if (body.length > 0) {
            if (type != null && MediaTypes.isJson(type)) {
                event.set("data", Json.read(body));
            } else {
                putData(event, body, type == null);
            }
        }
        return structured(event);
    }

    /** An entry as an event. */
    static ObjectNode json(Entry<byte[]> entry) {
        byte[] data = entry.data();
        Optional<ObjectNode> published = data == null ? Optional.empty() : published(data);
        ObjectNode event = published.orElseGet(() -> wrapped(entry, data));
        return event.put("sequence", entry.cursor().toString());
    }

    private static Optional<ObjectNode> published(byte[] data) {
        return Payloads.json(data)
                .filter(JsonNode::isObject)
                .filter(json -> isText(json, "id") && isText(json, "source") && isText(json, "type"))
                .filter(json -> json.path("specversion").asString("").equals("1.0"))
                .map(ObjectNode.class::cast);
    }

    private static boolean isText(JsonNode event, String attribute) {
        JsonNode value = event.path(attribute);
        return value.isString() && !value.stringValue().isEmpty();
    }

    private static ObjectNode wrapped(Entry<byte[]> entry, byte @Nullable [] data) {
        ObjectNode event = Json.object()
                .put("specversion", "1.0")
                .put("id", entry.cursor().toString())
                .put("source", SOURCE)
                .put("type", entry.label().isEmpty() ? TYPE_OF_UNLABELLED : entry.label())
                .put("time", entry.time().toString());
        if (data != null) {
            putData(event, data, true);
        }
        return event;
    }

    private static void putData(ObjectNode event, byte[] data, boolean mayBeJson) {
        Optional<JsonNode> json = mayBeJson ? Payloads.json(data) : Optional.empty();
        Optional<String> text = json.isPresent() ? Optional.empty() : Payloads.text(data);
        if (json.isPresent()) {
            event.set("data", json.get());
        } else if (text.isPresent()) {
            event.put("data", text.get());
        } else {
            event.put("data_base64", Payloads.base64(data));
        }
        if (!event.has("datacontenttype")) {
            event.put(
                    "datacontenttype",
                    json.isPresent()
                            ? "application/json"
                            : text.isPresent() ? "text/plain" : "application/octet-stream");
        }
    }

    /** The value of an attribute's header: without quotes, and without percent-encoding. */
    private static String unescaped(String header) {
        String value = header.length() > 1 && header.startsWith("\"") && header.endsWith("\"")
                ? header.substring(1, header.length() - 1).replaceAll("\\\\(.)", "$1")
                : header;
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Fault.invalidRequest("malformed percent-encoding in a header: " + Texts.quoted(value));
        }
    }
}
