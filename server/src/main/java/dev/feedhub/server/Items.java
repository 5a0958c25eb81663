package dev.feedhub.server;

import dev.feedhub.Label;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Items in JSON: {@code {"label":"a/b","data":JSON}}, with {@code text} or {@code base64} in place of {@code data} for data that are not
 * JSON. As entries are read; the cursor and time of the entry that it was are not looked at.
 */
final class Items {
    private static final Set<String> MEMBERS = Set.of("cursor", "time", "label", "data", "text", "base64");
    private static final String ALLOWED =
            ": an item is {\"label\":TEXT} with one of \"data\", any JSON, \"text\", or \"base64\"";

    private Items() {}

    /**
     * Reads one.
     *
     * @throws Fault if it is none
     */
    static Item of(JsonNode json) {
        if (!json.isObject()) {
            throw Fault.invalidRequest(Texts.shown(json) + " is not an item" + ALLOWED);
        }
        for (String member : new TreeSet<>(json.propertyNames())) {
            if (!MEMBERS.contains(member)) {
                throw Fault.invalidRequest("unknown member " + Texts.quoted(member) + ALLOWED);
            }
        }
        JsonNode label = json.path("label");
        if (!label.isMissingNode() && !label.isString()) {
            throw Fault.invalidRequest("\"label\" is " + Texts.shown(label) + ALLOWED);
        }
        String labelText = label.isString() ? label.stringValue() : "";
        boolean data = json.hasNonNull("data");
        boolean text = json.hasNonNull("text");
        boolean base64 = json.hasNonNull("base64");
        if ((data ? 1 : 0) + (text ? 1 : 0) + (base64 ? 1 : 0) > 1) {
            throw Fault.invalidRequest("more than one of \"data\", \"text\" and \"base64\"" + ALLOWED);
        } else if (text) {
            return new Item(labelText, utf8(string(json, "text")));
        } else if (base64) {
            return new Item(labelText, decoded(string(json, "base64"), "base64"));
        }
        return new Item(labelText, data ? Json.write(json.path("data")) : null);
    }

    /** Reads one, or all of an array. */
    static List<Item> oneOrMore(JsonNode json, Function<JsonNode, Item> each) {
        if (!json.isArray()) {
            return List.of(checked(each.apply(json)));
        }
        List<Item> items = new ArrayList<>(json.size());
        int index = 0;
        for (JsonNode one : json) {
            try {
                items.add(checked(each.apply(one)));
            } catch (RuntimeException wrong) {
                Fault fault = Faults.of(wrong);
                throw new Fault(fault.kind(), "item " + index + ": " + fault.getMessage());
            }
            index++;
        }
        return items;
    }

    /** What any feed would refuse; the limits of a store are its own. */
    static Item checked(Item item) {
        Label.check(item.label());
        if (item.label().isEmpty() && item.data() == null) {
            throw Fault.invalidRequest("neither a label nor data" + ALLOWED);
        }
        return item;
    }

    private static String string(JsonNode json, String member) {
        JsonNode value = json.path(member);
        if (!value.isString()) {
            throw Fault.invalidRequest("\"" + member + "\" is " + Texts.shown(value) + ALLOWED);
        }
        return value.stringValue();
    }

    static byte[] utf8(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] data = new byte[bytes.remaining()];
            bytes.get(data);
            return data;
        } catch (CharacterCodingException loneSurrogate) {
            throw Fault.invalidRequest("\"text\" has a lone surrogate, which UTF-8 cannot represent");
        }
    }

    static byte[] decoded(String base64, String member) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            throw Fault.invalidRequest("\"" + member + "\" is malformed: " + malformed.getMessage());
        }
    }
}
