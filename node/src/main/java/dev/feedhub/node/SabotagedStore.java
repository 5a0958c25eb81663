package dev.feedhub.node;

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

/**
 * A store that reads one of its records wrongly, the one at position {@value #VICTIM}, in every page that has it. All else is the other
 * store's.
 */
final class SabotagedStore implements Store {
    static final long VICTIM = 500;

    private final Store store;
    private final Sabotage sabotage;

    SabotagedStore(Store store, Sabotage sabotage) {
        this.store = store;
        this.sabotage = sabotage;
    }

    @Override
    public RecordPage read(Context ctx, ReadRequest request) {
        RecordPage page = store.read(ctx, withRoomForOne(request));
        return new RecordPage(sabotage.tamper(page.records(), VICTIM), page.through(), page.atEnd(), page.span());
    }

    private static ReadRequest withRoomForOne(ReadRequest request) {
        return new ReadRequest(
                request.lower(),
                request.upper(),
                request.filter(),
                request.descending(),
                Math.max(1, request.maxRecords() - 1),
                request.maxExamined());
    }

    @Override
    public Set<StoreFeature> features() {
        return store.features();
    }

    @Override
    public StoreLimits limits() {
        return store.limits();
    }

    @Override
    public Positions append(Context ctx, List<Record> batch) {
        return store.append(ctx, batch);
    }

    @Override
    public StoreSpan span(Context ctx) {
        return store.span(ctx);
    }

    @Override
    public long count(Context ctx, ReadRequest request) {
        return store.count(ctx, request);
    }

    @Override
    public Optional<Cursor> firstAtOrAfter(Context ctx, Instant time) {
        return store.firstAtOrAfter(ctx, time);
    }

    @Override
    public long trim(Context ctx, long through) {
        return store.trim(ctx, through);
    }

    @Override
    public boolean awaitChange(Context ctx, long afterPosition) throws InterruptedException {
        return store.awaitChange(ctx, afterPosition);
    }

    @Override
    public void sync(Context ctx) {
        store.sync(ctx);
    }

    @Override
    public Duration maintain(Context ctx) {
        return store.maintain(ctx);
    }

    @Override
    public void close() {
        store.close();
    }
}
