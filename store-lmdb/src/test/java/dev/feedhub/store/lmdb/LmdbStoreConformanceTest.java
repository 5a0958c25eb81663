package dev.feedhub.store.lmdb;

import dev.feedhub.conformance.FeedhubConformance;
import dev.feedhub.store.StoreProvider;
import java.nio.file.Path;
import java.util.Map;

/** The rules of the contract. */
class LmdbStoreConformanceTest implements FeedhubConformance {
    @Override
    public StoreProvider provider() {
        return new LmdbStoreProvider();
    }

    @Override
    public Map<String, String> settings(Path directory) {
        return Map.of("feedhub.store.lmdb.path", directory.toString());
    }
}
