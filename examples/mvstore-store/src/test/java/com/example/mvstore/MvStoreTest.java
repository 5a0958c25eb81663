package com.example.mvstore;

import dev.feedhub.conformance.FeedhubConformance;
import dev.feedhub.store.StoreProvider;
import java.nio.file.Path;
import java.util.Map;

class MvStoreTest implements FeedhubConformance {
    @Override
    public StoreProvider provider() {
        return new MvStoreProvider();
    }

    @Override
    public Map<String, String> settings(Path directory) {
        return Map.of("feedhub.store.mvstore.path", directory.toString());
    }
}
