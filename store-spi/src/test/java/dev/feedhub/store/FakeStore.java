package dev.feedhub.store;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that only tells its span, and does something of the test's each time. */
final class FakeStore implements Store {
    private final Runnable onSpan;

    volatile long newest;
    final AtomicInteger spans = new AtomicInteger();
    private volatile boolean closed;

    /**
     * Makes an empty store.
     *
     * @param onSpan runs in each call of span, after its context was checked and before it looks
     */
    FakeStore(Runnable onSpan) {
        this.onSpan = onSpan;
    }

    @Override
    public StoreSpan span(Context ctx) {
        ctx.check();
        if (closed) {
            throw new ClosedException("the store");
        }
        spans.incrementAndGet();
        onSpan.run();
        return new StoreSpan(Cursor.ORIGIN, new Cursor(newest, 1), Instant.MIN);
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public Set<StoreFeature> features() {
        return Set.of();
    }

    @Override
    public StoreLimits limits() {
        return new StoreLimits(1, 1, 1);
    }

    @Override
    public Positions append(Context ctx, List<Record> batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RecordPage read(Context ctx, ReadRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long count(Context ctx, ReadRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Cursor> firstAtOrAfter(Context ctx, Instant time) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long trim(Context ctx, long through) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sync(Context ctx) {
        throw new UnsupportedOperationException();
    }
}
