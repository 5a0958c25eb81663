package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Entry;
import dev.feedhub.History;
import dev.feedhub.Page;
import dev.feedhub.Query;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code index.*}: what the store holds. */
final class IndexMethods {
    private static final int DEFAULT_COUNT = 100;
    private static final List<String> QUERY =
            List.of("after", "from", "before", "through", "filter", "limit", "newestFirst");

    private final History<byte[]> history;
    private final Searches searches;

    IndexMethods(History<byte[]> history, Searches searches) {
        this.history = history;
        this.searches = searches;
    }

    Stream<RpcMethod> all() {
        return Stream.of(
                RpcMethod.answering("index.span", List.of(), (ctx, params) -> span(ctx)),
                searching("index.scan", List.of("start", "limit", "label", "count", "after"), this::scan),
                searching("index.read", QUERY, this::read),
                searching("index.count", QUERY, this::count),
                RpcMethod.answering("index.firstAtOrAfter", List.of("time"), this::firstAtOrAfter));
    }

    private RpcMethod searching(String name, List<String> params, RpcMethod.Whole body) {
        return RpcMethod.answering(
                name, params, (ctx, given) -> searches.run(ctx, searching -> body.answer(searching, given)));
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
        Query begun = params.either("start", "after", all, all::from, all::after);
        Query query = params.cursor("limit").map(begun::before).orElse(begun);
        return page(history.read(ctx, query), Entries::json);
    }

    private JsonNode read(Context ctx, RpcParams params) {
        return page(history.read(ctx, query(params)), Entries::exactly);
    }

    private JsonNode count(Context ctx, RpcParams params) {
        return Json.object().put("count", history.count(ctx, query(params)));
    }

    private JsonNode firstAtOrAfter(Context ctx, RpcParams params) {
        Optional<Cursor> first = history.firstAtOrAfter(ctx, params.requiredTime("time"));
        return Json.object().put("cursor", first.map(Cursor::toString).orElse(null));
    }

    /** All that a {@link Query} can ask for. */
    private static Query query(RpcParams params) {
        Query all = Query.all()
                .matching(params.filter("filter"))
                .limit(params.number("limit", 1, Long.MAX_VALUE, Long.MAX_VALUE));
        Query from = params.either("after", "from", all, all::after, all::from);
        Query query = params.either("before", "through", from, from::before, from::through);
        return params.flag("newestFirst") ? query.newestFirst() : query;
    }

    private static JsonNode page(Page<byte[]> page, Function<Entry<byte[]>, ObjectNode> form) {
        ObjectNode json = Json.object();
        ArrayNode entries = json.putArray("entries");
        page.entries().forEach(entry -> entries.add(form.apply(entry)));
        return json.put("through", page.through().toString())
                .put("floor", page.floor().toString())
                .put("newest", page.newest().toString());
    }
}
