package dev.feedhub.client;

import dev.feedhub.LabelFilter;
import dev.feedhub.Query;
import dev.feedhub.Query.Bound;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Queries and filters as a node reads them. */
final class QueryJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private QueryJson() {}

    static ObjectNode of(Query query) {
        ObjectNode json = Json.object();
        put(json, query.lower(), "from", "after");
        put(json, query.upper(), "through", "before");
        json.set("filter", of(query.filter()));
        return json.put("limit", query.limit()).put("newestFirst", query.descending());
    }

    private static void put(ObjectNode json, @Nullable Bound bound, String inclusive, String exclusive) {
        if (bound != null) {
            json.put(bound.inclusive() ? inclusive : exclusive, bound.cursor().toString());
        }
    }

    static JsonNode of(LabelFilter filter) {
        if (filter instanceof LabelFilter.Exactly one) {
            return NODES.objectNode().put("exactly", one.label());
        } else if (filter instanceof LabelFilter.Glob glob) {
            return NODES.stringNode(glob.pattern());
        } else if (filter instanceof LabelFilter.AnyOf some) {
            var array = NODES.arrayNode();
            some.filters().forEach(each -> array.add(of(each)));
            return array;
        } else if (filter instanceof LabelFilter.Except except) {
            ObjectNode both = NODES.objectNode();
            both.set("any", of(except.wanted()));
            both.set("except", of(except.unwanted()));
            return both;
        }
        return NODES.stringNode("*");
    }
}
