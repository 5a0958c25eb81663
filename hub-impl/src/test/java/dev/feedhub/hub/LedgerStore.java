package dev.feedhub.hub;

import dev.feedhub.ClosedException;
import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query.Bound;
import dev.feedhub.store.Positions;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreLimits;
import dev.feedhub.store.StoreSpan;
import dev.feedhub.store.StoredRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store of numbers under few labels: nine bytes for each entry, so that ten million fit, and that a test can look up what is
 * at each position. Nothing is ever trimmed.
 */
final class LedgerStore implements Store {
    static final List<String> LABELS = List.of("a/0", "a/1", "b/0", "b/1", "c");
    static final Codec<Long> CODEC = new Codec<>() {
        @Override
        public byte[] encode(String label, Long data) {
            return ByteBuffer.allocate(Long.BYTES).putLong(data).array();
        }

        @Override
        public Long decode(String label, ByteBuffer payload) {
            return payload.getLong();
        }
    };

    private static final long EPOCH = 11;
    private static final int EXAMINED_PER_PAGE = 10_000;

    // written by the hub thread only; an element is visible to whoever has read a newest at or after it
    private final byte[] labels;
    private final long[] numbers;
    private volatile StoreSpan span = new StoreSpan(Cursor.ORIGIN, Cursor.ORIGIN, Instant.MIN);
    private volatile boolean closed;

    LedgerStore(int entries) {
        labels = new byte[entries + 1];
        numbers = new long[entries + 1];
    }

    String label(long position) {
        return LABELS.get(labels[(int) position]);
    }

    long number(long position) {
        return numbers[(int) position];
    }

    /** Which of the labels a filter wants. */
    static boolean[] wanted(LabelFilter filter) {
        boolean[] wanted = new boolean[LABELS.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = filter.matches(LABELS.get(i));
        }
        return wanted;
    }

    /** How many entries after one position and before another have a wanted label. */
    long countBetween(boolean[] wanted, long after, long before) {
        long count = 0;
        for (int position = (int) after + 1; position < before; position++) {
            if (wanted[labels[position]]) {
                count++;
            }
        }
        return count;
    }

    @Override
    public Set<StoreFeature> features() {
        return Set.of(StoreFeature.CONSECUTIVE);
    }

    @Override
    public StoreLimits limits() {
        return new StoreLimits(1_024, 1 << 20, 1 << 24);
    }

    @Override
    public Positions append(Context ctx, List<Record> batch) {
        long first = newest().position() + 1;
        for (int i = 0; i < batch.size(); i++) {
            Record each = batch.get(i);
            labels[(int) first + i] = (byte) LABELS.indexOf(each.label());
            numbers[(int) first + i] =
                    ByteBuffer.wrap(Objects.requireNonNull(each.payload())).getLong();
        }
        Positions positions = Positions.consecutive(EPOCH, first, batch.size());
        span = new StoreSpan(Cursor.ORIGIN, positions.last(), Instant.EPOCH);
        return positions;
    }

    Cursor newest() {
        return span.newest();
    }

    @Override
    public StoreSpan span(Context ctx) {
        if (closed) {
            throw new ClosedException("the store");
        }
        return span;
    }

    /** Upwards, as a stream reads. */
    @Override
    public RecordPage read(Context ctx, ReadRequest request) {
        StoreSpan now = span(ctx);
        Bound lower = Objects.requireNonNull(request.lower());
        boolean[] wanted = wanted(request.filter());
        List<StoredRecord> found = new ArrayList<>();
        long last = lower.cursor().position() - (lower.inclusive() ? 1 : 0);
        long end = Math.min(now.newest().position(), upper(request.upper()));
        long until = Math.min(end, last + Math.min(EXAMINED_PER_PAGE, request.maxExamined()));
        while (last < until && found.size() < request.maxRecords()) {
            last++;
            if (wanted[labels[(int) last]]) {
                byte[] payload =
                        ByteBuffer.allocate(Long.BYTES).putLong(number(last)).array();
                found.add(new StoredRecord(cursor(last), new Record(Instant.EPOCH, label(last), payload)));
            }
        }
        return new RecordPage(found, cursor(last), last >= end, now);
    }

    private static long upper(@Nullable Bound upper) {
        return upper == null ? Long.MAX_VALUE : upper.cursor().position() - (upper.inclusive() ? 0 : 1);
    }

    private static Cursor cursor(long position) {
        return position == 0 ? Cursor.ORIGIN : new Cursor(position, EPOCH);
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
    public void sync(Context ctx) {}

    @Override
    public void close() {
        closed = true;
    }
}
