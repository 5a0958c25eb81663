package dev.feedhub.node.toy;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.store.PositionRange;
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
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The store of {@link ToyStoreProvider}: a list under one lock, and the file it is written to or followed from. */
final class ToyStore implements Store {
    private static final StoreLimits LIMITS = new StoreLimits(1024, 1 << 20, 4 << 20);

    private final @Nullable FileLock writer; // null in a reader
    private final ToyFile file;
    private final long epoch = ThreadLocalRandom.current().nextLong();
    private final List<StoredRecord> all = new ArrayList<>(); // what is removed too
    private long removed;
    private boolean closed;

    ToyStore(Path path, @Nullable FileLock writer, long maxBytes) throws IOException {
        this.writer = writer;
        this.file = new ToyFile(path, writer != null, maxBytes);
        follow();
    }

    private void follow() throws IOException {
        removed = Math.max(removed, file.follow(all));
    }

    @Override
    public Set<StoreFeature> features() {
        return EnumSet.of(StoreFeature.CONSECUTIVE, StoreFeature.DURABLE, StoreFeature.MULTI_PROCESS);
    }

    @Override
    public StoreLimits limits() {
        return LIMITS;
    }

    @Override
    public synchronized Positions append(Context ctx, List<Record> batch) {
        check(ctx);
        LIMITS.check(batch, "the toy store");
        long first = all.size() + 1L;
        List<StoredRecord> stored = new ArrayList<>();
        for (Record record : batch) {
            stored.add(new StoredRecord(new Cursor(first + stored.size(), epoch), record));
        }
        file.append(stored);
        all.addAll(stored);
        return Positions.consecutive(epoch, first, batch.size());
    }

    @Override
    public synchronized StoreSpan span(Context ctx) {
        check(ctx);
        Instant newest =
                all.isEmpty() ? Instant.MIN : all.get(all.size() - 1).record().time();
        return new StoreSpan(cursor(removed), cursor(all.size()), newest);
    }

    private Cursor cursor(long position) {
        return position == 0 ? Cursor.ORIGIN : all.get((int) position - 1).cursor();
    }

    @Override
    public synchronized RecordPage read(Context ctx, ReadRequest request) {
        StoreSpan span = span(ctx);
        PositionRange range = PositionRange.of(request, span, this::cursor);
        List<StoredRecord> page = new ArrayList<>();
        long left = request.maxExamined();
        long looked = 0;
        for (; looked <= range.last() - range.first() && page.size() < request.maxRecords() && left > 0; looked++) {
            StoredRecord stored =
                    all.get((int) (request.descending() ? range.last() - looked : range.first() + looked) - 1);
            left -= 1 + stored.record().bytes();
            if (request.filter().matches(stored.record().label())) {
                page.add(stored);
            }
        }
        long through = request.descending() ? range.last() - looked + 1 : range.first() + looked - 1;
        return new RecordPage(
                page, cursor(looked == 0 ? range.first() - 1 : through), looked > range.last() - range.first(), span);
    }

    @Override
    public synchronized long count(Context ctx, ReadRequest request) {
        PositionRange range = PositionRange.of(request, span(ctx), this::cursor);
        return range.isEmpty()
                ? 0
                : all.subList((int) range.first() - 1, (int) range.last()).stream()
                        .filter(stored ->
                                request.filter().matches(stored.record().label()))
                        .count();
    }

    @Override
    public synchronized Optional<Cursor> firstAtOrAfter(Context ctx, Instant time) {
        check(ctx);
        return all.stream()
                .skip(removed)
                .filter(stored -> !stored.record().time().isBefore(time))
                .map(StoredRecord::cursor)
                .findFirst();
    }

    @Override
    public synchronized long trim(Context ctx, long through) {
        check(ctx);
        long floor = Math.max(removed, Math.min(through, all.size()));
        long count = floor - removed;
        file.remove(floor);
        removed = floor;
        return count;
    }

    @Override
    public void sync(Context ctx) {
        check(ctx);
    }

    private synchronized void check(Context ctx) {
        ctx.check();
        if (closed) {
            throw new ClosedException("the toy store");
        }
        try {
            if (writer == null) {
                follow();
            }
        } catch (IOException failed) {
            throw new StoreException(Outcome.NOT_STORED, "cannot read the toy store", failed);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            file.close();
            if (writer != null) {
                writer.acquiredBy().close();
            }
        } catch (IOException failed) {
            throw new StoreException(Outcome.NOT_STORED, "cannot close the toy store", failed);
        }
    }
}
