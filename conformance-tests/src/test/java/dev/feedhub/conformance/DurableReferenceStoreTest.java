package dev.feedhub.conformance;

import dev.feedhub.store.StoreProvider;
import java.nio.file.Path;
import java.util.Map;

class DurableReferenceStoreTest implements FeedhubConformance {
    @Override
    public StoreProvider provider() {
        return new DurableReferenceProvider();
    }

    @Override
    public Map<String, String> settings(Path directory) {
        return Map.of(DurableReferenceProvider.PATH.key(), directory.toString());
    }
}
