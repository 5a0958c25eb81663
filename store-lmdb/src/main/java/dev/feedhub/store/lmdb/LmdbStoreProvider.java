package dev.feedhub.store.lmdb;

import dev.feedhub.ConfigException;
import dev.feedhub.Context;
import dev.feedhub.Setting;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreProvider;
import java.util.List;

/** Opens stores in folders. */
public final class LmdbStoreProvider implements StoreProvider {
    /** For {@link java.util.ServiceLoader}. */
    public LmdbStoreProvider() {}

    @Override
    public String name() {
        return "lmdb";
    }

    @Override
    public List<Setting<?>> options() {
        return LmdbSettings.ALL;
    }

    @Override
    public Store open(Context ctx, StoreConfig config) {
        throw new ConfigException("the store \"lmdb\" cannot be opened yet");
    }
}
