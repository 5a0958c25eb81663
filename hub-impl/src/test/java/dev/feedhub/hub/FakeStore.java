package dev.feedhub.hub;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
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
import dev.feedhub.store.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store on the heap that does what a test wants on each append. */
final class FakeStore implements Store {
    /** Runs on the hub's thread before a batch is stored, and may throw. */
    interface BeforeAppend {
        void append(Context ctx, List<Record> batch) throws InterruptedException;
    }

    static final long EPOCH = 7;

    volatile BeforeAppend beforeAppend = (ctx, batch) -> {};
    volatile Runnable onStored = () -> {};
    volatile Runnable onTrim = () -> {};
    volatile Runnable onClose = () -> {};
    volatile Runnable onRead = () -> {};
    volatile Supplier<Duration> onMaintain = () -> Duration.ofDays(1);
    volatile StoreLimits limits = new StoreLimits(1024, 1 << 20, 1 << 24);
    volatile int examinedPerPage = 1_000;
    volatile boolean closed;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<StoredRecord> records = new ArrayList<>(); // guarded by lock
    private StoreSpan span = new StoreSpan(Cursor.ORIGIN, Cursor.ORIGIN, Instant.MIN); // guarded by lock

    List<String> labels() {
        return locked(
                Context.background(),
                () -> records.stream().map(each -> each.record().label()).toList());
    }

    private interface Body<R> {
        R run();
    }

    private <R> R locked(Context ctx, Body<R> body) {
        ctx.check();
        lock.lock();
        try {
            return body.run();
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new ClosedException("the store");
        }
    }

    @Override
    public Set<StoreFeature> features() {
        return Set.of(StoreFeature.CONSECUTIVE);
    }

    @Override
    public StoreLimits limits() {
        return limits;
    }

    @Override
    public Positions append(Context ctx, List<Record> batch) {
        try {
            beforeAppend.append(ctx, batch);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        Positions stored = locked(ctx, () -> {
            requireOpen();
            long[] positions = new long[batch.size()];
            for (int i = 0; i < positions.length; i++) {
                positions[i] = span.newest().position() + i + 1;
                records.add(new StoredRecord(new Cursor(positions[i], EPOCH), batch.get(i)));
            }
            Positions given = Positions.of(EPOCH, positions);
            span = new StoreSpan(
                    span.floor(), given.last(), batch.get(batch.size() - 1).time());
            return given;
        });
        onStored.run();
        return stored;
    }

    @Override
    public StoreSpan span(Context ctx) {
        return locked(ctx, () -> {
            requireOpen();
            return span;
        });
    }

    @Override
    public RecordPage read(Context ctx, ReadRequest request) {
        onRead.run();
        return locked(ctx, () -> page(request));
    }

    private RecordPage page(ReadRequest request) {
        requireOpen();
        requireOfHistory(request.lower());
        requireOfHistory(request.upper());
        Bound lower = request.lower();
        if (lower != null && first(lower) <= span.floor().position()) {
            throw new TruncatedException(lower.cursor(), span.floor(), span.newest());
        }
        List<StoredRecord> range = new ArrayList<>(records.stream()
                .filter(each -> within(each.cursor().position(), request))
                .toList());
        if (request.descending()) {
            Collections.reverse(range);
        }
        List<StoredRecord> found = new ArrayList<>();
        int examined = 0;
        while (examined < range.size() && examined < examinedPerPage && found.size() < request.maxRecords()) {
            StoredRecord each = range.get(examined++);
            if (request.filter().matches(each.record().label())) {
                found.add(each);
            }
        }
        Cursor before = lower == null ? span.floor() : lower.cursor();
        Cursor through = examined == 0 ? before : range.get(examined - 1).cursor();
        return new RecordPage(found, through, examined == range.size(), span);
    }

    private static long first(Bound lower) {
        return lower.cursor().position() + (lower.inclusive() ? 0 : 1);
    }

    private static boolean within(long position, ReadRequest request) {
        Bound lower = request.lower();
        Bound upper = request.upper();
        boolean high = upper == null || position <= upper.cursor().position() - (upper.inclusive() ? 0 : 1);
        return high && (lower == null || position >= first(lower));
    }

    private void requireOfHistory(@Nullable Bound bound) {
        if (bound != null && !bound.cursor().equals(Cursor.ORIGIN)) {
            Cursor cursor = bound.cursor();
            if (cursor.epoch() != EPOCH || cursor.position() > span.newest().position()) {
                throw new DivergedException(cursor, span.floor(), span.newest());
            }
        }
    }

    @Override
    public long count(Context ctx, ReadRequest request) {
        return locked(
                ctx,
                () -> records.stream()
                        .filter(each -> within(each.cursor().position(), request))
                        .filter(each -> request.filter().matches(each.record().label()))
                        .count());
    }

    @Override
    public Optional<Cursor> firstAtOrAfter(Context ctx, Instant time) {
        return locked(
                ctx,
                () -> records.stream()
                        .filter(each -> !each.record().time().isBefore(time))
                        .map(StoredRecord::cursor)
                        .findFirst());
    }

    @Override
    public long trim(Context ctx, long through) {
        onTrim.run();
        return locked(ctx, () -> {
            requireOpen();
            int before = records.size();
            while (!records.isEmpty() && records.get(0).cursor().position() <= through) {
                span = new StoreSpan(records.remove(0).cursor(), span.newest(), span.newestTime());
            }
            return (long) before - records.size();
        });
    }

    @Override
    public Duration maintain(Context ctx) {
        return onMaintain.get();
    }

    @Override
    public void sync(Context ctx) {
        ctx.check();
    }

    @Override
    public void close() {
        onClose.run();
        closed = true;
    }
}
