package dev.feedhub.client;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Entry;
import dev.feedhub.History;
import dev.feedhub.Page;
import dev.feedhub.Query;
import dev.feedhub.Span;
import dev.feedhub.Visitor;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the store of a node holds, by {@code index.*} of its protocol. */
final class RemoteHistory<T> implements History<T> {
    private final Node node;
    private final Codec<T> codec;

    RemoteHistory(Node node, Codec<T> codec) {
        this.node = node;
        this.codec = codec;
    }

    @Override
    public Optional<Span> span(Context ctx) {
        JsonNode span = node.call(ctx, "index.span", Json.object());
        return span.hasNonNull("newest")
                ? Optional.of(new Span(cursor(span, "floor"), cursor(span, "newest")))
                : Optional.empty();
    }

    @Override
    public Page<T> read(Context ctx, Query query) {
        JsonNode page = node.call(ctx, "index.read", QueryJson.of(query));
        List<Entry<T>> entries = new ArrayList<>();
        try {
            for (JsonNode entry : page.path("entries")) {
                entries.add(RemoteEntry.of(entry, codec));
            }
        } catch (IOException malformed) {
            throw node.unreachable(malformed);
        }
        return new Page<>(entries, cursor(page, "through"), cursor(page, "floor"), cursor(page, "newest"));
    }

    @Override
    public void scan(Context ctx, Query query, Visitor<T> visitor) {
        Objects.requireNonNull(visitor, "visitor");
        Query rest = query;
        for (Page<T> page = read(ctx, rest); !page.entries().isEmpty(); page = read(ctx, rest)) {
            for (Entry<T> entry : page.entries()) {
                if (!visitor.visit(entry)) {
                    return;
                }
            }
            long left = rest.limit() - page.entries().size();
            if (left == 0) {
                return;
            }
            rest = (rest.descending() ? rest.before(page.through()) : rest.after(page.through())).limit(left);
        }
    }

    @Override
    public long count(Context ctx, Query query) {
        return node.call(ctx, "index.count", QueryJson.of(query)).path("count").asLong();
    }

    @Override
    public Optional<Cursor> firstAtOrAfter(Context ctx, Instant time) {
        JsonNode first = node.call(
                ctx,
                "index.firstAtOrAfter",
                Json.object().put("time", Objects.requireNonNull(time, "time").toString()));
        return first.hasNonNull("cursor") ? Optional.of(cursor(first, "cursor")) : Optional.empty();
    }

    private static Cursor cursor(JsonNode json, String name) {
        return Cursor.parse(json.path(name).asString(""));
    }
}
