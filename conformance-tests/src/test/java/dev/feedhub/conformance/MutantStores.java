package dev.feedhub.conformance;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query.Bound;
import dev.feedhub.store.Positions;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreSpan;
import dev.feedhub.store.StoredRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Each differs from {@link ReferenceStore} in one step. */
final class MutantStores {
    private MutantStores() {}

    static final class GivingAgain extends ReferenceStore {
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

    static final class OneEpoch extends ReferenceStore {
        OneEpoch(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        long drawEpoch() {
            return 1;
        }
    }

    static final class RecordByRecord extends ReferenceStore {
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

    static final class Dropping extends ReferenceStore {
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

    static final class Exceeding extends ReferenceStore {
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

    static final class IgnoringFloor extends ReferenceStore {
        IgnoringFloor(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        void checkNotTruncated(@Nullable Bound lower) {}
    }

    static final class TakingAny extends ReferenceStore {
        TakingAny(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        void checkKnown(@Nullable Bound bound) {}
    }

    static final class Aliasing extends ReferenceStore {
        Aliasing(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        Record copy(Record record) {
            return record;
        }
    }

    static final class Emptying extends ReferenceStore {
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

    static final class Cutting extends ReferenceStore {
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

    static final class CountingCharacters extends ReferenceStore {
        CountingCharacters(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        int labelBytes(String label) {
            return label.length();
        }
    }

    static final class Searching extends ReferenceStore {
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

    static final class TrimmingTooFew extends ReferenceStore {
        TrimmingTooFew(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public long trim(Context ctx, long through) {
            return super.trim(ctx, through == 5 ? 4 : through);
        }
    }

    static final class CountingAll extends ReferenceStore {
        CountingAll(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public long count(Context ctx, ReadRequest request) {
            return super.count(ctx, Records.matching(request, LabelFilter.any()));
        }
    }

    static final class Forgetting extends ReferenceStore {
        Forgetting(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        StoreSpan span() {
            StoreSpan span = super.span();
            return span.floor().equals(span.newest()) ? new StoreSpan(span.floor(), span.newest(), Instant.MIN) : span;
        }
    }

    static final class Blind extends ReferenceStore {
        Blind(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        public boolean awaitChange(Context ctx, long afterPosition) {
            return false;
        }
    }

    static final class Ignoring extends ReferenceStore {
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
