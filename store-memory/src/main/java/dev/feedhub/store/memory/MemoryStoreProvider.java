package dev.feedhub.store.memory;

import dev.feedhub.ConfigException;
import dev.feedhub.Context;
import dev.feedhub.Setting;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreProvider;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** Opens stores on the heap, each empty and on its own. */
public final class MemoryStoreProvider implements StoreProvider {
    /** For {@link java.util.ServiceLoader}. */
    public MemoryStoreProvider() {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Setting<?>> options() {
        return HeapRetention.SETTINGS;
    }

    @Override
    public Store open(Context ctx, StoreConfig config) {
        if (config.access() == Access.READ) {
            throw new ConfigException(
                    "the store \"memory\" cannot be opened to read beside its hub: it lives inside that hub;"
                            + " read it with Hub.history(), or choose a store of several processes");
        }
        HeapRetention retention = HeapRetention.configured(config);
        ctx.check();
        return new ChunkedLog(epoch(new SecureRandom()), retention, InstantSource.system());
    }

    private static long epoch(SecureRandom random) {
        long epoch = random.nextLong();
        return epoch == 0 ? epoch(random) : epoch;
    }
}
