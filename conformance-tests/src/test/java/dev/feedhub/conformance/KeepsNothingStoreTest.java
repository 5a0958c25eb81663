package dev.feedhub.conformance;

import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreProvider;
import java.util.EnumSet;

/** The rules for stores that keep nothing. */
class KeepsNothingStoreTest implements FeedhubConformance {
    @Override
    public StoreProvider provider() {
        return new ReferenceProvider(
                EnumSet.of(StoreFeature.CONSECUTIVE, StoreFeature.KEEPS_NOTHING), ReferenceStore::new);
    }
}
