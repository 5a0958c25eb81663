package dev.feedhub.conformance;

import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreProvider;
import dev.feedhub.store.StoredRecord;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** The rules for stores whose positions have holes. */
@Tag("once")
@net.jqwik.api.Tag("once")
class HolesStoreTest implements FeedhubConformance {
    @Override
    public StoreProvider provider() {
        return new ReferenceProvider(EnumSet.noneOf(StoreFeature.class), WithHoles::new);
    }

    /** Positions 2, 3, 5, 6, 8 and so on: the first is not 1, and some follow each other and some do not. */
    private static final class WithHoles extends ReferenceStore {
        WithHoles(ReferenceLog log, Set<StoreFeature> features) {
            super(log, features);
        }

        @Override
        long nextPosition(List<StoredRecord> batchSoFar) {
            long last = batchSoFar.isEmpty()
                    ? newest().position()
                    : batchSoFar.get(batchSoFar.size() - 1).cursor().position();
            return last + 1 + (last + 1) % 3 % 2;
        }
    }
}
