package dev.feedhub.conformance;

import dev.feedhub.store.StoreProvider;

class ReferenceStoreTest implements FeedhubConformance {
    @Override
    public StoreProvider provider() {
        return new ReferenceProvider(ReferenceStore::new);
    }
}
