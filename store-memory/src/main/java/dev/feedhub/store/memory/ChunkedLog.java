package dev.feedhub.store.memory;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Label;
import dev.feedhub.store.PositionRange;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A log in chunks on the heap, behind one reference.
 *
 * <p><b>State.</b> All that the log is at one moment is a {@link LogSnapshot}: sealed chunks, the tail chunk, floor, newest. It
 * never changes. The writer makes the next one and puts it in place of the one before; a closed log has none.
 *
 * <p><b>Readers</b> take the reference once and work on what they got. So a batch is there for them wholly or not at all, a record
 * never without the older ones, and neither retention nor closing can take away what they are looking at: the garbage collector
 * keeps it until they are done. They take no lock and wait for nobody.
 *
 * <p><b>The writer</b> is one thread at a time. It fills the columns of the tail beyond the slots that the last snapshot shows, and
 * may do so under the eyes of readers, because none looks beyond its snapshot, and slots once shown never change. Columns that are
 * full are replaced by larger copies. The order is: check the whole batch; fill columns and make snapshot and answer, which may
 * allocate and fail; exchange the reference, which cannot. What fails before leaves slots that nobody is shown.
 *
 * <p><b>Closing</b> exchanges the reference too. An append or trim that it overtakes finds another reference than it began with,
 * and has no effect.
 *
 * <p><b>Labels</b> are kept once in each chunk, where records have small ids for them. A filter is asked once for each label of a
 * chunk: it skips a chunk without wanted labels, scans ids instead of records, and counts a sealed chunk by its labels. Times are in
 * order, so that they are searched by halves.
 *
 * <p><b>Retention</b> is a new floor, at which readers begin; a chunk wholly below it is not part of the snapshot any more. Nothing
 * is cleared in a chunk, for somebody may be reading it.
 *
 * <p><b>Cost.</b> An append copies the directory of chunks once for every 1,024 records or 1 MiB: 4 bytes for each chunk that is
 * held.
 */
final class ChunkedLog implements Store {
    private static final Set<StoreFeature> FEATURES = Set.of(StoreFeature.CONSECUTIVE);

    private final HeapRetention retention;
    private final StoreLimits limits;
    private final InstantSource clock;
    private final AtomicReference<@Nullable LogSnapshot> log; // null once closed

    /** An empty log whose positions have an epoch, which is not 0. */
    ChunkedLog(long epoch, HeapRetention retention, InstantSource clock) {
        this.retention = retention;
        this.limits = new StoreLimits(Label.MAX_BYTES, retention.maxPayloadBytes(), Long.MAX_VALUE);
        this.clock = clock;
        this.log = new AtomicReference<>(LogSnapshot.empty(epoch));
    }

    @Override
    public Set<StoreFeature> features() {
        return FEATURES;
    }

    @Override
    public StoreLimits limits() {
        return limits;
    }

    @Override
    public Positions append(Context ctx, List<Record> batch) {
        if (batch.isEmpty()) {
            throw new IllegalArgumentException("a batch without records: at least one is allowed");
        }
        LogSnapshot before = snapshot(ctx);
        limits.check(batch, "the memory store with its " + HeapRetention.MAX_BYTES.key());
        LogSnapshot appended = before.with(batch);
        Positions positions = Positions.consecutive(
                before.epoch(), before.newest() + 1, Math.toIntExact(appended.newest() - before.newest()));
        replace(before, retention.apply(appended, clock.instant()));
        return positions;
    }

    @Override
    public StoreSpan span(Context ctx) {
        return snapshot(ctx).span();
    }

    @Override
    public RecordPage read(Context ctx, ReadRequest request) {
        return new PageScan(snapshot(ctx), request).page(ctx);
    }

    @Override
    public long count(Context ctx, ReadRequest request) {
        LogSnapshot held = snapshot(ctx);
        PositionRange range = PositionRange.of(request, held.span(), held::cursor);
        long count = 0;
        for (long position = range.first(); position <= range.last(); ) {
            Chunk chunk = held.chunk(held.indexOf(position));
            long end = Math.min(range.last(), chunk.last());
            count += chunk.count(chunk.slot(position), chunk.slot(end), new LabelVerdicts(chunk, request.filter()));
            position = end + 1;
            ctx.check();
        }
        return count;
    }

    @Override
    public Optional<Cursor> firstAtOrAfter(Context ctx, Instant time) {
        LogSnapshot held = snapshot(ctx);
        long position = held.firstAtOrAfter(time);
        return position > held.newest() ? Optional.empty() : Optional.of(held.cursor(position));
    }

    @Override
    public long trim(Context ctx, long through) {
        LogSnapshot before = snapshot(ctx);
        LogSnapshot after = before.above(through);
        replace(before, after);
        return after.floor() - before.floor();
    }

    /** Does nothing, without waiting: the heap is all there is. */
    @Override
    public void sync(Context ctx) {
        snapshot(ctx);
    }

    @Override
    public Duration maintain(Context ctx) {
        LogSnapshot before = snapshot(ctx);
        Instant now = clock.instant();
        LogSnapshot after = retention.apply(before, now);
        replace(before, after);
        return retention.pause(after, now);
    }

    /**
     * Closes the log without waiting: what is in progress has all it needs, or has no effect. Idempotent; from any thread; {@link
     * #awaitChange} finds it closed when it looks again. Takes no notice of interrupts. The heap is free once nobody reads any more.
     */
    @Override
    public void close() {
        log.set(null);
    }

    private LogSnapshot snapshot(Context ctx) {
        ctx.check();
        LogSnapshot held = log.get();
        if (held == null) {
            throw closed();
        }
        return held;
    }

    private void replace(LogSnapshot before, LogSnapshot after) {
        if (!log.compareAndSet(before, after)) {
            throw closed();
        }
    }

    private static ClosedException closed() {
        return new ClosedException("the memory store");
    }
}
