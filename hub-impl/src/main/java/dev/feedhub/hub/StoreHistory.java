package dev.feedhub.hub;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Entry;
import dev.feedhub.History;
import dev.feedhub.Page;
import dev.feedhub.Query;
import dev.feedhub.Span;
import dev.feedhub.TruncatedException;
import dev.feedhub.Visitor;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreSpan;
import dev.feedhub.store.StoredRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a store holds, decoded. */
final class StoreHistory<T> implements History<T> {
    /** What a page looks at before the context is checked again. */
    private static final long EXAMINED_PER_PAGE = 1 << 20;

    private final Store store;
    private final Codec<T> codec;

    StoreHistory(Store store, Codec<T> codec) {
        this.store = store;
        this.codec = codec;
    }

    @Override
    public Optional<Span> span(Context ctx) {
        StoreSpan span = store.span(ctx);
        return span.floor().position() == span.newest().position()
                ? Optional.empty()
                : Optional.of(new Span(span.floor(), span.newest()));
    }

    /** Floor and newest, also of a store that holds nothing. */
    StoreSpan storeSpan(Context ctx) {
        return store.span(ctx);
    }

    @Override
    public Page<T> read(Context ctx, Query query) {
        int most = (int) Math.min(query.limit(), Page.MAX_ENTRIES);
        Query rest = query;
        while (true) {
            RecordPage page = readOrRestart(ctx, query, rest, most);
            if (!page.records().isEmpty() || page.atEnd()) {
                StoreSpan span = page.span();
                List<Entry<T>> entries =
                        page.records().stream().map(this::entry).toList();
                return new Page<>(entries, page.through(), span.floor(), span.newest());
            }
            rest = beyond(rest, page.through());
        }
    }

    /** A query for the oldest entry there is has no start that could be truncated, only its rest has. */
    private RecordPage readOrRestart(Context ctx, Query query, Query rest, int most) {
        try {
            return page(ctx, rest, most);
        } catch (TruncatedException truncated) {
            if (query.lower() != null) {
                throw truncated;
            }
            return page(ctx, query, most);
        }
    }

    @Override
    public void scan(Context ctx, Query query, Visitor<T> visitor) {
        Objects.requireNonNull(visitor, "visitor");
        Query rest = query;
        for (long left = query.limit(); left > 0; ) {
            RecordPage page = page(ctx, rest, (int) Math.min(left, Page.MAX_ENTRIES));
            for (StoredRecord record : page.records()) {
                if (!visitor.visit(entry(record))) {
                    return;
                }
            }
            if (page.atEnd()) {
                return;
            }
            left -= page.records().size();
            rest = beyond(rest, page.through());
        }
    }

    @Override
    public long count(Context ctx, Query query) {
        return Math.min(query.limit(), store.count(ctx, request(query, Page.MAX_ENTRIES)));
    }

    @Override
    public Optional<Cursor> firstAtOrAfter(Context ctx, Instant time) {
        return store.firstAtOrAfter(ctx, Objects.requireNonNull(time, "time"));
    }

    /** One page as the store gives it. */
    RecordPage page(Context ctx, Query query, int most) {
        return store.read(ctx, request(query, most));
    }

    Entry<T> entry(StoredRecord record) {
        return new StoredEntry<>(record, codec);
    }

    private static ReadRequest request(Query query, int most) {
        return new ReadRequest(
                query.lower(), query.upper(), query.filter(), query.descending(), most, EXAMINED_PER_PAGE);
    }

    private static Query beyond(Query query, Cursor through) {
        return query.descending() ? query.before(through) : query.after(through);
    }

    /** The entry before another, or the floor where there is none left. */
    Cursor predecessor(Context ctx, Cursor cursor) {
        RecordPage before = page(ctx, Query.all().before(cursor).newestFirst(), 1);
        return before.records().isEmpty()
                ? before.span().floor()
                : before.records().get(0).cursor();
    }
}
