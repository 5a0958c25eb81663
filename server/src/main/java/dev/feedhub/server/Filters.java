package dev.feedhub.server;

import dev.feedhub.LabelFilter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Label filters in JSON: a text is a pattern in which {@code *} is any run of characters; an array is any of its filters;
 * {@code {"exactly":"a*b"}} is one label; {@code {"any":FILTER,"except":FILTER}} is the one without the other.
 */
final class Filters {
    private static final String ALLOWED =
            ": allowed is a pattern, an array of filters, {\"exactly\":LABEL} or {\"any\":FILTER,\"except\":FILTER}";

    private Filters() {}

    /**
     * Reads one.
     *
     * @param name of what it is, for messages
     * @throws Fault if it is none
     */
    static LabelFilter of(JsonNode value, String name) {
        try {
            return parsed(value, name);
        } catch (IllegalArgumentException tooLarge) {
            throw Fault.invalidParams(name + ": " + tooLarge.getMessage());
        }
    }

    private static LabelFilter parsed(JsonNode value, String name) {
        if (value.isString()) {
            return LabelFilter.glob(value.stringValue());
        } else if (value.isArray()) {
            List<LabelFilter> filters = new ArrayList<>();
            value.forEach(each -> filters.add(parsed(each, name)));
            return LabelFilter.anyOf(filters);
        } else if (value.isObject()
                && value.size() == 1
                && value.path("exactly").isString()) {
            return LabelFilter.exactly(value.path("exactly").stringValue());
        } else if (value.isObject() && value.size() == 2 && value.has("any") && value.has("except")) {
            return parsed(value.path("any"), name).except(parsed(value.path("except"), name));
        }
        throw Fault.invalidParams(name + " is " + Texts.shown(value) + ALLOWED);
    }

    /** As it is read. */
    static JsonNode json(LabelFilter filter) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (filter instanceof LabelFilter.AnyOf some) {
            var array = nodes.arrayNode();
            some.filters().forEach(each -> array.add(json(each)));
            return array;
        } else if (filter instanceof LabelFilter.Except except) {
            ObjectNode both = nodes.objectNode();
            both.set("any", json(except.wanted()));
            both.set("except", json(except.unwanted()));
            return both;
        } else if (filter instanceof LabelFilter.Exactly one) {
            return one.label().indexOf('*') < 0
                    ? nodes.stringNode(one.label())
                    : nodes.objectNode().put("exactly", one.label());
        }
        return nodes.stringNode(filter instanceof LabelFilter.Glob glob ? glob.pattern() : "*");
    }
}
