package dev.feedhub.conformance;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.LabelFilter;
import dev.feedhub.LimitExceededException;
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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A store that is plainly right: one list, of which every call makes a copy under one lock. Mutants override single steps. */
class ReferenceStore implements Store {
    private static final StoreLimits LIMITS = new StoreLimits(1024, 1 << 20, 4 << 20);

    private final ReferenceLog log;
    private final Set<StoreFeature> features;
    private final long epoch;
    private boolean closed;

    ReferenceStore(ReferenceLog log, Set<StoreFeature> features) {
        this.log = log;
        this.features = features;
        this.epoch = drawEpoch();
    }

    long epoch() {
        return epoch;
    }

    long drawEpoch() {
        return ThreadLocalRandom.current().nextLong();
    }

    @Override
    public Set<StoreFeature> features() {
        return EnumSet.copyOf(features);
    }

    @Override
    public StoreLimits limits() {
        return LIMITS;
    }

    @Override
    public synchronized Positions append(Context ctx, List<Record> batch) {
        check(ctx);
        batch.forEach(this::checkLimits);
        List<StoredRecord> stored = new ArrayList<>();
        for (Record record : batch) {
            stored.add(new StoredRecord(new Cursor(nextPosition(stored), epoch), record));
        }
        keep(stored);
        return positions(stored);
    }

    private static Positions positions(List<StoredRecord> stored) {
        return Positions.of(
                stored.get(0).cursor().epoch(),
                stored.stream().mapToLong(one -> one.cursor().position()).toArray());
    }

    long nextPosition(List<StoredRecord> batchSoFar) {
        return newest().position() + batchSoFar.size() + 1;
    }

    void keep(List<StoredRecord> batch) {
        log.add(batch);
        if (features.contains(StoreFeature.KEEPS_NOTHING)) {
            log.remove(log.held().size());
        }
    }

    ReferenceLog log() {
        return log;
    }

    void checkLimits(Record record) {
        int label = labelBytes(record.label());
        if (label > LIMITS.labelBytes()) {
            throw new LimitExceededException("a label", label, LIMITS.labelBytes(), "the store's label limit");
        }
        byte[] payload = record.payload();
        if (payload != null && payload.length > LIMITS.payloadBytes()) {
            throw new LimitExceededException(
                    "a payload", payload.length, LIMITS.payloadBytes(), "the store's payload limit");
        }
    }

    int labelBytes(String label) {
        return label.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public synchronized StoreSpan span(Context ctx) {
        check(ctx);
        return span();
    }

    StoreSpan span() {
        List<StoredRecord> all = log.all();
        Instant time =
                all.isEmpty() ? Instant.MIN : all.get(all.size() - 1).record().time();
        return new StoreSpan(log.floor(), newest(), time);
    }

    Cursor newest() {
        List<StoredRecord> all = log.all();
        return all.isEmpty() ? Cursor.ORIGIN : all.get(all.size() - 1).cursor();
    }

    @Override
    public synchronized RecordPage read(Context ctx, ReadRequest request) {
        check(ctx);
        List<StoredRecord> range = range(request);
        List<StoredRecord> page = new ArrayList<>();
        long examined = 0;
        int looked = 0;
        while (looked < range.size()
                && page.size() < request.maxRecords()
                && (looked == 0 || examined < request.maxExamined())) {
            StoredRecord stored = range.get(looked++);
            examined += stored.record().bytes();
            if (matches(stored, request.filter())) {
                page.add(new StoredRecord(stored.cursor(), copy(stored.record())));
            }
        }
        Cursor through = looked == 0 ? before(request) : range.get(looked - 1).cursor();
        return page(page, through, looked == range.size());
    }

    RecordPage page(List<StoredRecord> records, Cursor through, boolean atEnd) {
        return new RecordPage(records, through, atEnd, span());
    }

    Record copy(Record record) {
        byte[] payload = record.payload();
        return new Record(record.time(), record.label(), payload == null ? null : payload.clone());
    }

    /** Where an empty range begins. */
    private Cursor before(ReadRequest request) {
        Bound lower = request.lower();
        if (lower == null) {
            return log.floor();
        }
        long last = lower.cursor().position() - (lower.inclusive() ? 1 : 0);
        Cursor before = Cursor.ORIGIN;
        for (StoredRecord stored : log.all()) {
            before = stored.cursor().position() <= last ? stored.cursor() : before;
        }
        return before;
    }

    private List<StoredRecord> range(ReadRequest request) {
        checkKnown(request.lower());
        checkKnown(request.upper());
        checkNotTruncated(request.lower());
        List<StoredRecord> range = new ArrayList<>(log.held());
        range.removeIf(stored -> !isWithin(stored.cursor().position(), request.lower(), request.upper()));
        if (request.descending()) {
            Collections.reverse(range);
        }
        return range;
    }

    private static boolean isWithin(long position, @Nullable Bound lower, @Nullable Bound upper) {
        return (lower == null
                        || position - (lower.inclusive() ? 0 : 1)
                                >= lower.cursor().position())
                && (upper == null
                        || position + (upper.inclusive() ? 0 : 1)
                                <= upper.cursor().position());
    }

    void checkKnown(@Nullable Bound bound) {
        if (bound != null && !bound.cursor().equals(Cursor.ORIGIN) && !isOfHistory(bound.cursor())) {
            throw new DivergedException(bound.cursor(), log.floor(), newest());
        }
    }

    void checkNotTruncated(@Nullable Bound lower) {
        if (lower != null
                && lower.cursor().position() + (lower.inclusive() ? 0 : 1)
                        <= log.floor().position()) {
            throw new TruncatedException(lower.cursor(), log.floor(), newest());
        }
    }

    /** Whether a cursor is that of a record, or in a hole between two of its epoch. */
    private boolean isOfHistory(Cursor cursor) {
        List<Long> positions = log.all().stream()
                .map(StoredRecord::cursor)
                .filter(stored -> stored.epoch() == cursor.epoch())
                .map(Cursor::position)
                .toList();
        return !positions.isEmpty()
                && positions.get(0) <= cursor.position()
                && cursor.position() <= positions.get(positions.size() - 1);
    }

    @Override
    public synchronized long count(Context ctx, ReadRequest request) {
        check(ctx);
        return range(request).stream()
                .filter(stored -> matches(stored, request.filter()))
                .count();
    }

    boolean matches(StoredRecord stored, LabelFilter filter) {
        return filter.matches(stored.record().label());
    }

    @Override
    public synchronized Optional<Cursor> firstAtOrAfter(Context ctx, Instant time) {
        check(ctx);
        return log.held().stream()
                .filter(stored -> !stored.record().time().isBefore(time))
                .map(StoredRecord::cursor)
                .findFirst();
    }

    @Override
    public synchronized long trim(Context ctx, long through) {
        check(ctx);
        long count = log.held().stream()
                .filter(stored -> stored.cursor().position() <= through)
                .count();
        log.remove((int) count);
        return count;
    }

    @Override
    public synchronized void sync(Context ctx) {
        check(ctx);
    }

    void check(Context ctx) {
        ctx.check();
        if (closed) {
            throw new ClosedException("the reference store");
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
