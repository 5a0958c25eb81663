package dev.feedhub.store.memory.tests;

import dev.feedhub.conformance.FeedhubConformance;
import dev.feedhub.store.StoreProvider;
import java.nio.file.Path;
import java.util.Map;

/** The rules of the contract. The store is bounded so that the largest payload is small enough for a test of its limit. */
class MemoryStoreConformanceTest implements FeedhubConformance {
    @Override
    public StoreProvider provider() {
        return MemoryStores.provider();
    }

    @Override
    public Map<String, String> settings(Path directory) {
        return Map.of("feedhub.store.memory.maxBytes", "16MiB");
    }
}
