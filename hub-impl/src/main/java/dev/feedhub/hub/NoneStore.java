package dev.feedhub.hub;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.Label;
import dev.feedhub.Query.Bound;
import dev.feedhub.TruncatedException;
import dev.feedhub.store.Positions;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreLimits;
import dev.feedhub.store.StoreSpan;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives positions and keeps nothing: its floor is its newest. */
final class NoneStore implements Store {
    private static final StoreLimits LIMITS = new StoreLimits(Label.MAX_BYTES, Integer.MAX_VALUE, Long.MAX_VALUE);

    private final long epoch = new SecureRandom().nextLong();

    private volatile StoreSpan span = new StoreSpan(Cursor.ORIGIN, Cursor.ORIGIN, Instant.MIN);
    private volatile boolean closed;

    @Override
    public Set<StoreFeature> features() {
        return Set.of(StoreFeature.CONSECUTIVE, StoreFeature.KEEPS_NOTHING);
    }

    @Override
    public StoreLimits limits() {
        return LIMITS;
    }

    @Override
    public Positions append(Context ctx, List<Record> batch) {
        Positions positions =
                Positions.consecutive(epoch, checkedSpan(ctx).newest().position() + 1, batch.size());
        Cursor newest = positions.last();
        span = new StoreSpan(newest, newest, batch.get(batch.size() - 1).time());
        return positions;
    }

    @Override
    public StoreSpan span(Context ctx) {
        return checkedSpan(ctx);
    }

    @Override
    public RecordPage read(Context ctx, ReadRequest request) {
        StoreSpan now = checkedSpan(ctx);
        requireOfHistory(request.lower(), now);
        requireOfHistory(request.upper(), now);
        Bound lower = request.lower();
        if (lower != null && first(lower) <= now.floor().position()) {
            throw new TruncatedException(lower.cursor(), now.floor(), now.newest());
        }
        return new RecordPage(List.of(), now.newest(), true, now);
    }

    private static long first(Bound lower) {
        return lower.cursor().position() + (lower.inclusive() ? 0 : 1);
    }

    private void requireOfHistory(@Nullable Bound bound, StoreSpan now) {
        if (bound != null && !bound.cursor().equals(Cursor.ORIGIN)) {
            long position = bound.cursor().position();
            boolean known = bound.cursor().epoch() == epoch
                    && position > 0
                    && position <= now.newest().position();
            if (!known) {
                throw new DivergedException(bound.cursor(), now.floor(), now.newest());
            }
        }
    }

    @Override
    public long count(Context ctx, ReadRequest request) {
        return read(ctx, request).records().size();
    }

    @Override
    public Optional<Cursor> firstAtOrAfter(Context ctx, Instant time) {
        checkedSpan(ctx);
        return Optional.empty();
    }

    @Override
    public long trim(Context ctx, long through) {
        checkedSpan(ctx);
        return 0;
    }

    @Override
    public void sync(Context ctx) {
        checkedSpan(ctx);
    }

    private StoreSpan checkedSpan(Context ctx) {
        ctx.check();
        if (closed) {
            throw new ClosedException("the store");
        }
        return span;
    }

    @Override
    public void close() {
        closed = true;
    }
}
