package dev.feedhub.store.lmdb;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Label;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
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
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A log in an LMDB environment.
 *
 * <p><b>State.</b> Four trees: the log in blocks ({@link Block}), the index of labels ({@link LabelIndex}), the epochs ({@link
 * Epochs}), and in LMDB's main tree the log's {@link LogState}. docs/FORMAT.md describes them byte by byte.
 *
 * <p><b>Readers</b> have a transaction for as long as a call takes, which shows all trees as of one commit: a batch is there wholly or
 * not at all, a record never without the older ones. What they return is copied. LMDB writes no page that a reader may see, so nobody
 * waits for anybody; a call that takes long lets the file grow.
 *
 * <p><b>The writer</b> is one thread at a time, see {@link LogWriter}; that it is the only one is seen to by {@link Environment}.
 *
 * <p><b>Closing</b> waits for the calls that are inside LMDB, and no other gets there afterwards.
 */
final class LmdbStore implements Store {
    private static final Set<StoreFeature> FEATURES =
            Set.of(StoreFeature.DURABLE, StoreFeature.MULTI_PROCESS, StoreFeature.CONSECUTIVE);

    private static final StoreLimits LIMITS = new StoreLimits(Label.MAX_BYTES, BlockLayout.MAX_PAYLOAD, 32 << 20);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Environment environment;
    private final @Nullable LogWriter writer; // null where opened to read
    private final DiskRetention retention;
    private final InstantSource clock;

    private LmdbStore(
            Environment environment, @Nullable LogWriter writer, DiskRetention retention, InstantSource clock) {
        this.environment = environment;
        this.writer = writer;
        this.retention = retention;
        this.clock = clock;
    }

    static LmdbStore forReading(Environment environment, DiskRetention retention, InstantSource clock) {
        LmdbStore store = new LmdbStore(environment, null, retention, clock);
        store.span(Context.background());
        return store;
    }

    /** A store whose records get an epoch, which is not 0. */
    static LmdbStore forWriting(Environment environment, DiskRetention retention, InstantSource clock, long epoch) {
        LogWriter writer = new LogWriter(environment, retention, epoch);
        LmdbStore store = new LmdbStore(environment, writer, retention, clock);
        store.undamaged(() -> {
            writer.open();
            return store;
        });
        return store;
    }

    @Override
    public Set<StoreFeature> features() {
        return FEATURES;
    }

    @Override
    public StoreLimits limits() {
        return LIMITS;
    }

    @Override
    public Positions append(Context ctx, List<Record> batch) {
        if (batch.isEmpty()) {
            throw new IllegalArgumentException("a batch without records: at least one is allowed");
        }
        ctx.check();
        LogWriter log = writer();
        LIMITS.check(batch, "the LMDB store");
        return undamaged(() -> log.append(batch, clock.instant()));
    }

    @Override
    public StoreSpan span(Context ctx) {
        return view(ctx, LogView::span);
    }

    @Override
    public RecordPage read(Context ctx, ReadRequest request) {
        return view(ctx, log -> new PageScan(log, request).page(ctx));
    }

    @Override
    public long count(Context ctx, ReadRequest request) {
        return view(ctx, log -> RecordCount.of(ctx, log, request));
    }

    @Override
    public Optional<Cursor> firstAtOrAfter(Context ctx, Instant time) {
        return view(ctx, log -> TimeSearch.firstAtOrAfter(log, time));
    }

    @Override
    public long trim(Context ctx, long through) {
        ctx.check();
        LogWriter log = writer();
        return undamaged(() -> log.trim(through, clock.instant()));
    }

    @Override
    public void sync(Context ctx) {
        ctx.check();
        environment.sync();
    }

    @Override
    public Duration maintain(Context ctx) {
        ctx.check();
        LogWriter log = writer();
        environment.checkReaders();
        Instant now = clock.instant();
        while (undamaged(() -> log.sweep(now))) {
            ctx.check();
        }
        Instant oldest = view(ctx, LogView::oldestTime);
        return retention.pause(oldest, now, LONGEST_PAUSE);
    }

    /**
     * Closes the store, waiting for the calls in progress. Idempotent; from any thread; {@link #awaitChange} finds it closed when it
     * looks again. Takes no notice of interrupts.
     */
    @Override
    public void close() {
        environment.close();
    }

    private <R> R view(Context ctx, Function<LogView, R> question) {
        ctx.check();
        return undamaged(() -> environment.read(txn -> question.apply(new LogView(txn))));
    }

    private <R> R undamaged(Supplier<R> work) {
        try {
            return work.get();
        } catch (DamagedBlockException e) {
            throw new StoreException(
                    Outcome.NOT_STORED,
                    "the store in " + environment.directory() + " is damaged: " + e.getMessage()
                            + "; restore a copy of it, or remove what is older with a trim",
                    e);
        }
    }

    private LogWriter writer() {
        environment.requireOpen();
        if (writer == null) {
            throw new StoreException(
                    Outcome.NOT_STORED, "the store in " + environment.directory() + " was opened to read", null);
        }
        return writer;
    }
}
