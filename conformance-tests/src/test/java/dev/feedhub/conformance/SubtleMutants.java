package dev.feedhub.conformance;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.store.Positions;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreSpan;
import dev.feedhub.store.StoredRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Each differs from {@link ReferenceStore} in what shows at rare moments only. */
final class SubtleMutants {
    private SubtleMutants() {}

    static final class LookingTooLate extends ReferenceStore {
        LookingTooLate(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public Positions append(Context ctx, List<Record> batch) {
            Positions positions = super.append(Context.background(), batch);
            ctx.check();
            return positions;
        }
    }

    static final class LeavingOut extends ReferenceStore {
        LeavingOut(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        long nextPosition(List<StoredRecord> batchSoFar) {
            long next = super.nextPosition(batchSoFar);
            return log().held().isEmpty() && !log().all().isEmpty() ? next + 1 : next;
        }
    }

    static final class Reusing extends ReferenceStore {
        private long given;

        Reusing(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        public synchronized Positions append(Context ctx, List<Record> batch) {
            check(ctx);
            long[] positions = new long[batch.size()];
            for (int i = 0; i < positions.length; i++) {
                checkLimits(batch.get(i));
                positions[i] = given + i + 1;
                keep(List.of(new StoredRecord(new Cursor(positions[i], epoch()), batch.get(i))));
            }
            given += positions.length;
            return Positions.of(epoch(), positions);
        }
    }

    static final class LastFirst extends ReferenceStore {
        private int batchSize;

        LastFirst(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        void keep(List<StoredRecord> batch) {
            super.keep(batch);
            batchSize = batch.size();
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public Positions append(Context ctx, List<Record> batch) {
            Positions positions;
            StoredRecord first;
            int index;
            synchronized (this) {
                positions = super.append(ctx, batch);
                index = log().all().size() - batchSize;
                first = log().all().remove(index);
            }
            Task.giveWay();
            synchronized (this) {
                log().all().add(index, first);
            }
            return positions;
        }
    }

    static final class Stopping extends ReferenceStore {
        Stopping(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        RecordPage page(List<StoredRecord> records, Cursor through, boolean atEnd) {
            return super.page(records, through, atEnd || records.isEmpty());
        }
    }

    static final class IndexingLate extends ReferenceStore {
        private long indexedBefore;

        IndexingLate(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        void keep(List<StoredRecord> batch) {
            super.keep(batch);
            indexedBefore = batch.get(0).cursor().position();
        }

        @Override
        boolean matches(StoredRecord stored, LabelFilter filter) {
            boolean indexed = stored.cursor().position() < indexedBefore;
            return (indexed || filter.equals(LabelFilter.any())) && super.matches(stored, filter);
        }
    }

    static final class Confusing extends ReferenceStore {
        private final Map<String, String> labels = new HashMap<>();

        Confusing(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        Record copy(Record record) {
            String label = record.label();
            String known = labels.computeIfAbsent(label.substring(0, Math.min(500, label.length())), start -> label);
            return new Record(record.time(), known, super.copy(record).payload());
        }
    }

    static final class TwoSnapshots extends ReferenceStore {
        TwoSnapshots(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public RecordPage read(Context ctx, ReadRequest request) {
            RecordPage page = super.read(ctx, request);
            for (int looks = 0;
                    looks < 3 && span(ctx).floor().equals(page.span().floor());
                    looks++) {
                LockSupport.parkNanos(200_000); // most trims come in between
            }
            return new RecordPage(page.records(), page.through(), page.atEnd(), span(ctx));
        }
    }

    static final class CountingTrimmed extends ReferenceStore {
        CountingTrimmed(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        public synchronized long count(Context ctx, ReadRequest request) {
            long count = super.count(ctx, request);
            List<StoredRecord> trimmed =
                    log().all().subList(0, log().all().size() - log().held().size());
            return request.lower() == null && request.upper() == null
                    ? count
                            + trimmed.stream()
                                    .filter(stored -> matches(stored, request.filter()))
                                    .count()
                    : count;
        }
    }

    static final class Disclaiming extends ReferenceStore {
        private boolean asked;

        Disclaiming(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        public Set<StoreFeature> features() {
            Set<StoreFeature> features = super.features();
            if (asked) {
                features.clear();
            }
            asked = true;
            return features;
        }
    }

    static final class Floorless extends ReferenceStore {
        Floorless(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        StoreSpan span() {
            StoreSpan span = super.span();
            return new StoreSpan(Cursor.ORIGIN, span.newest(), span.newestTime());
        }
    }
}
