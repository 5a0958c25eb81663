package dev.feedhub.store.lmdb;

import dev.feedhub.conformance.StoreRules;
import dev.feedhub.store.StoreProvider;
import java.nio.file.Path;
import java.util.Map;

/**
 * The rules that are about the store alone, which {@link LmdbStoreConformanceTest} has among all others; PIT runs these instead, as most
 * of what it changes here no rule of the hub could notice that these do not.
 */
class LmdbStoreRules implements StoreRules {
    @Override
    public StoreProvider provider() {
        return new LmdbStoreProvider();
    }

    @Override
    public Map<String, String> settings(Path directory) {
        return new LmdbStoreConformanceTest().settings(directory);
    }
}
