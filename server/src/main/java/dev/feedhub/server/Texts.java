package dev.feedhub.server;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Values of others within messages: as JSON, and cut where they are long. */
final class Texts {
    private static final int SHOWN = 60;

    private Texts() {}

    static String quoted(String text) {
        return shown(JsonNodeFactory.instance.stringNode(text));
    }

    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
