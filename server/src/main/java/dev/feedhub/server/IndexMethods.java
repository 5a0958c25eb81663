package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.History;
import dev.feedhub.Page;
import dev.feedhub.Query;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code index.*}: what the store holds. */
final class IndexMethods {
    private static final int DEFAULT_COUNT = 100;

    private final History<byte[]> history;

    IndexMethods(History<byte[]> history) {
        this.history = history;
    }

    Stream<RpcMethod> all() {
        return Stream.of(
                RpcMethod.answering("index.span", List.of(), (ctx, params) -> span(ctx)),
                RpcMethod.answering("index.scan", List.of("start", "limit", "label", "count", "after"), this::scan));
    }

    private JsonNode span(Context ctx) {
        ObjectNode json = Json.object();
        history.span(ctx)
                .ifPresentOrElse(
                        span -> json.put("floor", span.floor().toString())
                                .put("newest", span.newest().toString()),
                        () -> json.putNull("floor").putNull("newest"));
        return json;
    }

    /** From {@code start} inclusive, or {@code after} exclusive, to {@code limit} exclusive; {@code after} through is the rest. */
    private JsonNode scan(Context ctx, RpcParams params) {
        Query all = Query.all()
                .matching(params.filter("label"))
                .limit(params.number("count", 1, Page.MAX_ENTRIES, DEFAULT_COUNT));
        Optional<Cursor> start = params.cursor("start");
        Optional<Cursor> after = params.cursor("after");
        if (start.isPresent() && after.isPresent()) {
            throw params.wrong("has both start and after: one of them is allowed");
        }
        Query begun = start.map(all::from).or(() -> after.map(all::after)).orElse(all);
        Query query = params.cursor("limit").map(begun::before).orElse(begun);
        Page<byte[]> page = history.read(ctx, query);
        ObjectNode json = Json.object();
        ArrayNode entries = json.putArray("entries");
        page.entries().forEach(entry -> entries.add(Entries.json(entry)));
        return json.put("through", page.through().toString())
                .put("floor", page.floor().toString())
                .put("newest", page.newest().toString());
    }
}
