package com.example.mvstore;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.Label;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query.Bound;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
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
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Records by position, and epochs by their first position, in two maps. What can be read is what {@code span} says, which is
 * replaced as a whole: after a commit, so that a batch is seen as one; and before records are removed, so that whoever misses one
 * finds that the floor has moved.
 */
final class MvStore implements Store {
    static final String RECORDS = "records.mv";
    private static final StoreLimits LIMITS = new StoreLimits(Label.MAX_BYTES, 16 << 20, 64 << 20);

    private final Path folder;
    private final FolderLock lock;
    private final HighWater highWater;
    private final MVStore store;
    private final MVMap<Long, byte[]> records;
    private final MVMap<Long, Long> epochs;
    private final MVMap<String, Long> numbers; // what the span is made of
    private final long epoch = new SecureRandom().nextLong();
    private final ReadWriteLock use = new ReentrantReadWriteLock(); // held to read by every call, to write by close
    private boolean closed; // guarded by use
    private boolean epochStored; // the hub's thread only
    private volatile StoreSpan span; // written by the hub's thread

    MvStore(Path folder, FolderLock lock) throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.highWater = new HighWater(folder);
        MVStore opened = null;
        try {
            // async: its channel is not closed by an interrupt. No commits but ours.
            opened = new MVStore.Builder()
                    .fileName("async:" + folder.resolve(RECORDS))
                    .autoCommitDisabled()
                    .open();
            store = opened;
            store.setVersionsToKeep(0); // with 5, as H2 has it, a kill can cost the last commit
            store.setRetentionTime(0);
            records = store.openMap("records");
            epochs = store.openMap("epochs");
            numbers = store.openMap("numbers");
            span = storedSpan();
            if (highWater.read() > span.newest().position()) {
                throw damaged(null);
            }
        } catch (RuntimeException unreadable) { // any: pages of MVStore have no checksum
            highWater.close();
            if (opened != null) {
                opened.closeImmediately();
            }
            throw unreadable instanceof StoreException ours ? ours : damaged(unreadable);
        }
    }

    @Override
    public Set<StoreFeature> features() {
        return Set.of(StoreFeature.DURABLE, StoreFeature.CONSECUTIVE);
    }

    @Override
    public StoreLimits limits() {
        return LIMITS;
    }

    // ---- the hub's thread

    @Override
    public Positions append(Context ctx, List<Record> batch) {
        return within(ctx, () -> {
            LIMITS.check(batch, "the store \"mvstore\"");
            Positions positions = Positions.consecutive(epoch, span.newest().position() + 1, batch.size());
            if (!epochStored) {
                epochs.put(positions.at(0), epoch);
                epochStored = true;
            }
            for (int i = 0; i < batch.size(); i++) {
                records.put(positions.at(i), StoredBytes.of(batch.get(i)));
            }
            Instant time = batch.get(batch.size() - 1).time();
            StoreSpan after = new StoreSpan(span.floor(), positions.last(), time);
            commit(after);
            span = after;
            return positions;
        });
    }

    @Override
    public long trim(Context ctx, long through) {
        return within(ctx, () -> {
            StoreSpan before = span;
            long last = Math.min(through, before.newest().position());
            if (last <= before.floor().position()) {
                return 0L;
            }
            StoreSpan after = new StoreSpan(cursor(last), before.newest(), before.newestTime());
            span = after;
            for (long position = before.floor().position() + 1; position <= last; position++) {
                records.remove(position);
            }
            commit(after);
            return last - before.floor().position();
        });
    }

    /** All that was put since the last commit, or nothing, is there after a crash. */
    private void commit(StoreSpan after) {
        numbers.put("floor", after.floor().position());
        numbers.put("newest", after.newest().position());
        numbers.put("seconds", after.newestTime().getEpochSecond());
        numbers.put("nanos", (long) after.newestTime().getNano());
        try {
            store.commit();
            store.sync();
            highWater.write(after.newest().position());
        } catch (MVStoreException | IOException failed) {
            throw new StoreException(Outcome.UNKNOWN, "cannot write to " + folder, failed);
        }
    }

    @Override
    public void sync(Context ctx) {
        within(ctx, () -> null); // each commit is durable
    }

    // ---- readers

    @Override
    public StoreSpan span(Context ctx) {
        return within(ctx, () -> span);
    }

    @Override
    public RecordPage read(Context ctx, ReadRequest request) {
        return within(ctx, () -> settled(now -> page(now, request)));
    }

    @Override
    public long count(Context ctx, ReadRequest request) {
        return within(
                ctx,
                () -> settled(now -> {
                    Range range = range(now, request);
                    if (request.filter().equals(LabelFilter.any())) {
                        return range.last - range.first + 1;
                    }
                    long count = 0;
                    for (long position = range.first; position <= range.last; position++) {
                        ctx.check();
                        count += request.filter().matches(record(position).label()) ? 1 : 0;
                    }
                    return count;
                }));
    }

    @Override
    public Optional<Cursor> firstAtOrAfter(Context ctx, Instant time) {
        return within(
                ctx,
                () -> settled(now -> {
                    long first = now.floor().position() + 1;
                    long after = now.newest().position() + 1;
                    while (first < after) {
                        long middle = (first + after) >>> 1;
                        if (record(middle).time().isBefore(time)) {
                            first = middle + 1;
                        } else {
                            after = middle;
                        }
                    }
                    return first > now.newest().position() ? Optional.empty() : Optional.of(cursor(first));
                }));
    }

    private RecordPage page(StoreSpan now, ReadRequest request) {
        Range range = range(now, request);
        long step = request.descending() ? -1 : 1;
        long position = request.descending() ? range.last : range.first;
        long through = range.first - 1; // of an empty range
        long examined = 0;
        List<StoredRecord> matching = new ArrayList<>();
        while (range.has(position) && matching.size() < request.maxRecords() && examined < request.maxExamined()) {
            Record record = record(position);
            if (request.filter().matches(record.label())) {
                matching.add(new StoredRecord(cursor(position), record));
            }
            examined += Math.max(1, record.bytes());
            through = position;
            position += step;
        }
        return new RecordPage(matching, cursor(through), !range.has(position), now);
    }

    /** The positions of a range that are there; none where the first is one more than the last. */
    private record Range(long first, long last) {
        boolean has(long position) {
            return first <= position && position <= last;
        }
    }

    private Range range(StoreSpan now, ReadRequest request) {
        Bound lower = request.lower();
        Bound upper = request.upper();
        requireKnown(now, lower);
        requireKnown(now, upper);
        long floor = now.floor().position();
        long first = lower == null ? floor + 1 : lower.cursor().position() + (lower.inclusive() ? 0 : 1);
        if (first <= floor) {
            throw new TruncatedException(lower.cursor(), now.floor(), now.newest());
        }
        long last = upper == null ? Long.MAX_VALUE : upper.cursor().position() - (upper.inclusive() ? 0 : 1);
        return new Range(first, Math.max(first - 1, Math.min(last, now.newest().position())));
    }

    private void requireKnown(StoreSpan now, Bound bound) {
        if (bound != null && !bound.cursor().equals(Cursor.ORIGIN)) {
            long position = bound.cursor().position();
            if (position > now.newest().position() || !cursor(position).equals(bound.cursor())) {
                throw new DivergedException(bound.cursor(), now.floor(), now.newest());
            }
        }
    }

    /** Looks again where a record was removed meanwhile: then the span has another floor. */
    private <V> V settled(Function<StoreSpan, V> look) {
        while (true) {
            StoreSpan now = span;
            try {
                return look.apply(now);
            } catch (NoSuchElementException missing) {
                if (span == now) {
                    throw damaged(missing);
                }
            }
        }
    }

    private Record record(long position) {
        byte[] stored = records.get(position);
        if (stored == null) {
            throw new NoSuchElementException("record " + position);
        }
        return StoredBytes.read(stored).orElseThrow(() -> damaged(null));
    }

    private Cursor cursor(long position) {
        Long first = epochs.floorKey(position);
        return first == null ? Cursor.ORIGIN : new Cursor(position, epochs.get(first));
    }

    // ---- both

    private StoreSpan storedSpan() {
        if (numbers.isEmpty()) {
            return new StoreSpan(Cursor.ORIGIN, Cursor.ORIGIN, Instant.MIN);
        }
        Instant time = Instant.ofEpochSecond(numbers.get("seconds"), numbers.get("nanos"));
        return new StoreSpan(cursor(numbers.get("floor")), cursor(numbers.get("newest")), time);
    }

    private <V> V within(Context ctx, Supplier<V> work) {
        ctx.check();
        use.readLock().lock();
        try {
            if (closed) {
                throw new ClosedException("the store in " + folder);
            }
            MVStore.TxCounter pages = store.registerVersionUsage(); // they stay as they are
            try {
                return work.get();
            } finally {
                store.deregisterVersionUsage(pages);
            }
        } catch (MVStoreException | ClassCastException | NullPointerException failed) { // the last two of damaged pages
            throw damaged(failed);
        } finally {
            use.readLock().unlock();
        }
    }

    private StoreException damaged(Exception cause) {
        return new StoreException(Outcome.UNKNOWN, "the store in " + folder + " is damaged", cause);
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                // Readers leave old versions to H2 where a commit is in progress; close() fails on them (h2database
                // 3764).
                store.deregisterVersionUsage(store.registerVersionUsage());
                store.close();
                highWater.close();
                lock.close();
            }
        } catch (IOException | MVStoreException failed) {
            throw new StoreException(Outcome.UNKNOWN, "cannot close " + folder, failed);
        } finally {
            use.writeLock().unlock();
        }
    }
}
