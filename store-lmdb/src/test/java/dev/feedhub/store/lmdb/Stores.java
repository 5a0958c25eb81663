package dev.feedhub.store.lmdb;

import dev.feedhub.Context;
import dev.feedhub.HubConfig;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import java.nio.file.Path;
import java.util.Map;

/** Opens stores for tests. */
final class Stores {
    private Stores() {}

    static Store write(Path folder) {
        return open(folder, Access.WRITE, Map.of());
    }

    static Store write(Path folder, Map<String, String> settings) {
        return open(folder, Access.WRITE, settings);
    }

    static Store read(Path folder) {
        return open(folder, Access.READ, Map.of());
    }

    static Store open(Path folder, Access access, Map<String, String> settings) {
        return new LmdbStoreProvider().open(Context.background(), config(folder, access, settings));
    }

    static StoreConfig config(Path folder, Access access, Map<String, String> settings) {
        HubConfig.Builder config = HubConfig.builder()
                .set("feedhub.store.lmdb.path", folder.resolve("store").toString());
        return new StoreConfig(access, config.setAll(settings).build());
    }
}
