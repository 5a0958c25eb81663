package dev.feedhub.hub;

import dev.feedhub.ConfigException;
import dev.feedhub.Context;
import dev.feedhub.Setting;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreProvider;
import java.util.List;

/** The store that is always there: {@code feedhub.store=none}. */
final class NoneStoreProvider implements StoreProvider {
    @Override
    public String name() {
        return "none";
    }

    @Override
    public List<Setting<?>> options() {
        return List.of();
    }

    @Override
    public Store open(Context ctx, StoreConfig config) {
        ctx.check();
        if (config.access() == Access.READ) {
            throw new ConfigException("feedhub.store = \"none\" keeps nothing that could be read beside its hub");
        }
        return new NoneStore();
    }
}
