package dev.feedhub.conformance;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.store.Positions;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreLimits;
import dev.feedhub.store.StoreSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The store under test, with appends that a test holds up, makes fail or looks at, and limits that it chooses. */
record TamperedStore(Store real, TamperedProvider provider, StoreLimits limits) implements Store {
    @Override
    public Set<StoreFeature> features() {
        return real.features();
    }

    @Override
    public Positions append(Context ctx, List<Record> batch) {
        return provider.append().of(batch, () -> real.append(ctx, batch));
    }

    @Override
    public StoreSpan span(Context ctx) {
        return real.span(ctx);
    }

    @Override
    public RecordPage read(Context ctx, ReadRequest request) {
        return real.read(ctx, request);
    }

    @Override
    public long count(Context ctx, ReadRequest request) {
        return real.count(ctx, request);
    }

    @Override
    public Optional<Cursor> firstAtOrAfter(Context ctx, Instant time) {
        return real.firstAtOrAfter(ctx, time);
    }

    @Override
    public long trim(Context ctx, long through) {
        return real.trim(ctx, through);
    }

    @Override
    public boolean awaitChange(Context ctx, long afterPosition) throws InterruptedException {
        return real.awaitChange(ctx, afterPosition);
    }

    @Override
    public void sync(Context ctx) {
        real.sync(ctx);
    }

    @Override
    public Duration maintain(Context ctx) {
        return real.maintain(ctx);
    }

    @Override
    public void close() {
        real.close();
    }
}
