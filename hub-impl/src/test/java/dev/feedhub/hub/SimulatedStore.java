package dev.feedhub.hub;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.Page;
import dev.feedhub.Query.Bound;
import dev.feedhub.StoreException;
import dev.feedhub.TruncatedException;
import dev.feedhub.store.Positions;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreLimits;
import dev.feedhub.store.StoreSpan;
import dev.feedhub.store.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store for one thread, whose state is a value that can be put back. Before and after each look that a consumer takes at it,
 * others get their chance.
 */
final class SimulatedStore implements Store {
    /** What happens beside a consumer's call, at each point where another thread could come in between. */
    interface Others {
        void point();

        /** The consumer finds nothing; true where it is worth looking again, false where its patience is at its end. */
        boolean await() throws InterruptedException;
    }

    /** The first position that was, or will be, given under an epoch. */
    record Epoch(long epoch, long first) {}

    /** All that outlasts a closed store. */
    record State(List<StoredRecord> records, List<Epoch> epochs, StoreSpan span) {
        static final State EMPTY =
                new State(List.of(), List.of(), new StoreSpan(Cursor.ORIGIN, Cursor.ORIGIN, Instant.EPOCH));

        /** Without the newest so many records, as if they had never been appended. */
        State withoutTail(int lost) {
            List<StoredRecord> left = records.subList(0, Math.max(0, records.size() - lost));
            Cursor newest =
                    left.isEmpty() ? span.floor() : left.get(left.size() - 1).cursor();
            List<Epoch> known = epochs.stream()
                    .filter(epoch -> epoch.first <= newest.position())
                    .toList();
            return new State(left, known, new StoreSpan(span.floor(), newest, span.newestTime()));
        }
    }

    private final int step;
    private final int pageSize;
    private final Others others;
    private final List<StoredRecord> records;
    private final List<Epoch> epochs;
    private StoreSpan span;
    private boolean closed;
    private int failingLooks;
    private int failedLooks;

    /** Opens under an epoch; each position is {@code step} after the one before, and a page looks at {@code pageSize} records. */
    SimulatedStore(State state, long epoch, int step, int pageSize, Others others) {
        this.step = step;
        this.pageSize = pageSize;
        this.others = others;
        this.records = new ArrayList<>(state.records);
        this.epochs = new ArrayList<>(state.epochs);
        this.span = state.span;
        epochs.add(new Epoch(epoch, span.newest().position() + step));
    }

    State state() {
        return new State(List.copyOf(records), List.copyOf(epochs), span);
    }

    boolean isClosed() {
        return closed;
    }

    StoreSpan span() {
        return span;
    }

    /** The next so many looks of consumers fail. */
    void failLooks(int count) {
        failingLooks = count;
    }

    /** How many looks have failed. */
    int failedLooks() {
        return failedLooks;
    }

    private void requireOpen() {
        if (closed) {
            throw new ClosedException("the store");
        }
    }

    private void look(Context ctx) {
        others.point();
        ctx.check();
        requireOpen();
        if (failingLooks > 0) {
            failingLooks--;
            failedLooks++;
            throw new StoreException(StoreException.Outcome.NOT_STORED, "unreadable", null);
        }
    }

    private <R> R seen(R result) {
        others.point();
        return result;
    }

    @Override
    public Set<StoreFeature> features() {
        return step == 1 ? Set.of(StoreFeature.CONSECUTIVE) : Set.of();
    }

    @Override
    public StoreLimits limits() {
        return new StoreLimits(1024, 1 << 20, 1 << 24);
    }

    @Override
    public Positions append(Context ctx, List<Record> batch) {
        requireOpen();
        long epoch = epochs.get(epochs.size() - 1).epoch;
        long[] positions = new long[batch.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = span.newest().position() + (i + 1L) * step;
            records.add(new StoredRecord(new Cursor(positions[i], epoch), batch.get(i)));
        }
        Positions given = Positions.of(epoch, positions);
        span = new StoreSpan(
                span.floor(), given.last(), batch.get(batch.size() - 1).time());
        return given;
    }

    @Override
    public StoreSpan span(Context ctx) {
        look(ctx);
        return seen(span);
    }

    @Override
    public RecordPage read(Context ctx, ReadRequest request) {
        look(ctx);
        return seen(request.descending() ? last(request) : page(request));
    }

    private RecordPage page(ReadRequest request) {
        if (request.maxRecords() > Page.MAX_ENTRIES) {
            throw new AssertionError("R-6: a page of " + request.maxRecords());
        }
        requireOfHistory(request.lower());
        requireOfHistory(request.upper());
        Bound lower = request.lower();
        long from = lower == null ? 0 : lower.cursor().position() + (lower.inclusive() ? 0 : 1);
        if (lower != null && from <= span.floor().position()) {
            throw new TruncatedException(lower.cursor(), span.floor(), span.newest());
        }
        List<StoredRecord> found = new ArrayList<>();
        Cursor through = lower == null ? span.floor() : lower.cursor();
        int examined = 0;
        for (StoredRecord each : records) {
            if (each.cursor().position() >= from && isBelow(each.cursor(), request.upper())) {
                if (examined++ == pageSize) {
                    return new RecordPage(found, through, false, span);
                }
                through = each.cursor();
                if (request.filter().matches(each.record().label())) {
                    found.add(each);
                }
            }
        }
        return new RecordPage(found, through, true, span);
    }

    /** The newest record of a range, which is all that anybody reads backwards for. */
    private RecordPage last(ReadRequest request) {
        List<StoredRecord> range = records.stream()
                .filter(each -> isBelow(each.cursor(), request.upper()))
                .toList();
        List<StoredRecord> newest = range.subList(Math.max(0, range.size() - 1), range.size());
        return new RecordPage(
                newest, newest.isEmpty() ? span.floor() : newest.get(0).cursor(), newest.isEmpty(), span);
    }

    private static boolean isBelow(Cursor cursor, @Nullable Bound upper) {
        return upper == null || cursor.position() <= upper.cursor().position() - (upper.inclusive() ? 0 : 1);
    }

    private void requireOfHistory(@Nullable Bound bound) {
        if (bound != null && !bound.cursor().equals(Cursor.ORIGIN) && !isOfHistory(bound.cursor())) {
            throw new DivergedException(bound.cursor(), span.floor(), span.newest());
        }
    }

    private boolean isOfHistory(Cursor cursor) {
        for (int i = 0; i < epochs.size(); i++) {
            if (epochs.get(i).epoch == cursor.epoch()) {
                long end = i + 1 < epochs.size()
                        ? epochs.get(i + 1).first
                        : span.newest().position() + 1;
                return cursor.position() >= epochs.get(i).first && cursor.position() < end;
            }
        }
        return false;
    }

    @Override
    public Optional<Cursor> firstAtOrAfter(Context ctx, Instant time) {
        look(ctx);
        return seen(records.stream()
                .filter(each -> !each.record().time().isBefore(time))
                .map(StoredRecord::cursor)
                .findFirst());
    }

    @Override
    public long trim(Context ctx, long through) {
        requireOpen();
        int before = records.size();
        while (!records.isEmpty() && records.get(0).cursor().position() <= through) {
            span = new StoreSpan(records.remove(0).cursor(), span.newest(), span.newestTime());
        }
        return (long) before - records.size();
    }

    @Override
    public boolean awaitChange(Context ctx, long afterPosition) throws InterruptedException {
        do {
            ctx.check();
            requireOpen();
            if (span.newest().position() > afterPosition) {
                return true;
            }
        } while (others.await());
        throw Patience.exhausted();
    }

    @Override
    public long count(Context ctx, ReadRequest request) {
        throw new UnsupportedOperationException("no stream counts");
    }

    @Override
    public void sync(Context ctx) {
        throw new UnsupportedOperationException("no stream syncs");
    }

    @Override
    public void close() {
        closed = true;
    }
}
