package dev.feedhub.conformance;

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
import dev.feedhub.store.StoreProvider;
import dev.feedhub.store.StoreSpan;
import dev.feedhub.store.StoredRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Stores that are each wrong in one thing, with the rule that this breaks, and others that it may break. */
enum Mutant {
    GIVES_POSITIONS_AGAIN_AFTER_TRIM(List.of("S-2", "S-1"), GivingAgain::new),
    DRAWS_ONE_EPOCH_FOR_ALL_OPENINGS(List.of("S-2", "S-6", "S-11"), OneEpoch::new),
    SHOWS_A_BATCH_RECORD_BY_RECORD(List.of("S-3"), RecordByRecord::new),
    DROPS_THE_LAST_RECORD_OF_A_FULL_PAGE(List.of("S-5", "S-16"), Dropping::new),
    EXCEEDS_MAX_RECORDS(List.of("S-5"), Exceeding::new),
    IGNORES_THE_FLOOR(List.of("S-6", "S-9"), IgnoringFloor::new),
    TAKES_ANY_CURSOR_FOR_ITS_OWN(List.of("S-6", "S-11"), TakingAny::new),
    RETURNS_ITS_OWN_ARRAYS(List.of("S-7"), Aliasing::new),
    TAKES_EMPTY_FOR_ABSENT(List.of("S-7"), Emptying::new),
    CUTS_TIMES_TO_MILLISECONDS(List.of("S-7"), Cutting::new),
    COUNTS_THE_CHARACTERS_OF_LABELS(List.of("S-8"), CountingCharacters::new),
    SEARCHES_AFTER_CLOSE(List.of("S-10"), Searching::new),
    TRIMS_ONE_TOO_FEW(List.of("S-12"), TrimmingTooFew::new),
    COUNTS_WHAT_DOES_NOT_MATCH(List.of("S-16"), CountingAll::new),
    FORGETS_THE_NEWEST_TIME(List.of("S-16"), Forgetting::new),
    NEVER_SEES_A_CHANGE(List.of("S-17", "S-10", "W-1"), Blind::new),
    APPENDS_THOUGH_ITS_CONTEXT_IS_DONE(List.of("W-2"), Ignoring::new);

    private final List<String> breaks;

    private final BiFunction<ReferenceLog, Set<StoreFeature>, Store> opener;

    Mutant(List<String> breaks, BiFunction<ReferenceLog, Set<StoreFeature>, Store> opener) {
        this.breaks = breaks;
        this.opener = opener;
    }

    List<String> breaks() {
        return breaks;
    }

    StoreProvider provider() {
        return new ReferenceProvider(opener);
    }

    private static final class GivingAgain extends ReferenceStore {
        GivingAgain(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        long nextPosition(List<StoredRecord> batchSoFar) {
            List<StoredRecord> held = log().held();
            long newest =
                    held.isEmpty() ? 0 : held.get(held.size() - 1).cursor().position();
            return newest + batchSoFar.size() + 1;
        }
    }

    private static final class OneEpoch extends ReferenceStore {
        OneEpoch(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        long drawEpoch() {
            return 1;
        }
    }

    private static final class RecordByRecord extends ReferenceStore {
        RecordByRecord(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public Positions append(Context ctx, List<Record> batch) {
            long[] positions = new long[batch.size()];
            long epoch = 0;
            for (int i = 0; i < positions.length; i++) {
                Positions one = super.append(ctx, List.of(batch.get(i)));
                positions[i] = one.at(0);
                epoch = one.epoch();
                Task.giveWay();
            }
            return Positions.of(epoch, positions);
        }
    }

    private static final class Dropping extends ReferenceStore {
        Dropping(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public RecordPage read(Context ctx, ReadRequest request) {
            RecordPage page = super.read(ctx, request);
            int count = page.records().size();
            return count < 2 || count < request.maxRecords()
                    ? page
                    : new RecordPage(page.records().subList(0, count - 1), page.through(), page.atEnd(), page.span());
        }
    }

    private static final class Exceeding extends ReferenceStore {
        Exceeding(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public RecordPage read(Context ctx, ReadRequest request) {
            int maxRecords = request.maxRecords() == 2 ? 3 : request.maxRecords();
            return super.read(ctx, Records.limited(request, maxRecords, request.maxExamined()));
        }
    }

    private static final class IgnoringFloor extends ReferenceStore {
        IgnoringFloor(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        void checkNotTruncated(@Nullable Bound lower) {}
    }

    private static final class TakingAny extends ReferenceStore {
        TakingAny(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        void checkKnown(@Nullable Bound bound) {}
    }

    private static final class Aliasing extends ReferenceStore {
        Aliasing(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        Record copy(Record record) {
            return record;
        }
    }

    private static final class Emptying extends ReferenceStore {
        Emptying(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        Record copy(Record record) {
            byte[] payload = record.payload();
            return payload != null && payload.length == 0
                    ? new Record(record.time(), record.label(), null)
                    : super.copy(record);
        }
    }

    private static final class Cutting extends ReferenceStore {
        Cutting(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        Record copy(Record record) {
            return new Record(
                    record.time().truncatedTo(ChronoUnit.MILLIS),
                    record.label(),
                    super.copy(record).payload());
        }
    }

    private static final class CountingCharacters extends ReferenceStore {
        CountingCharacters(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        int labelBytes(String label) {
            return label.length();
        }
    }

    private static final class Searching extends ReferenceStore {
        private boolean closed;

        Searching(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        public synchronized Optional<Cursor> firstAtOrAfter(Context ctx, Instant time) {
            return closed ? Optional.empty() : super.firstAtOrAfter(ctx, time);
        }

        @Override
        public synchronized void close() {
            closed = true;
            super.close();
        }
    }

    private static final class TrimmingTooFew extends ReferenceStore {
        TrimmingTooFew(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public long trim(Context ctx, long through) {
            return super.trim(ctx, through == 5 ? 4 : through);
        }
    }

    private static final class CountingAll extends ReferenceStore {
        CountingAll(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public long count(Context ctx, ReadRequest request) {
            return super.count(ctx, Records.matching(request, LabelFilter.any()));
        }
    }

    private static final class Forgetting extends ReferenceStore {
        Forgetting(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        StoreSpan span() {
            StoreSpan span = super.span();
            return span.floor().equals(span.newest()) ? new StoreSpan(span.floor(), span.newest(), Instant.MIN) : span;
        }
    }

    private static final class Blind extends ReferenceStore {
        Blind(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        public boolean awaitChange(Context ctx, long afterPosition) {
            return false;
        }
    }

    private static final class Ignoring extends ReferenceStore {
        Ignoring(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public Positions append(Context ctx, List<Record> batch) {
            return super.append(Context.background(), batch);
        }
    }
}
