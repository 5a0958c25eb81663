package dev.feedhub.benchmarks;

import dev.feedhub.Context;
import dev.feedhub.HubConfig;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/** Feedhub's LMDB store through its provider, in its default mode: durable on return. */
final class StoreLog implements DurableLog {
    private static final int PREPARED_AT_ONCE = 10_000;

    private final Store store;

    private StoreLog(Store store) {
        this.store = store;
    }

    static StoreLog open(Path folder) {
        return open(Hubs.durable(folder).build());
    }

    static StoreLog open(HubConfig config) {
        StoreProvider provider = ServiceLoader.load(StoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals(config.get(HubConfig.STORE)))
                .findAny()
                .orElseThrow();
        return new StoreLog(provider.open(Context.background(), new StoreConfig(Access.WRITE, config)));
    }

    /** Makes a store of so many records, a multiple of 10,000, of which one in a thousand has the label {@link Records#RARE}. */
    static void prepare(Path folder, int items) {
        List<Record> batch = Records.sparse(PREPARED_AT_ONCE);
        try (StoreLog log = open(Hubs.durable(folder)
                .set("feedhub.store.lmdb.durability", "meta")
                .build())) {
            for (int i = 0; i < items; i += PREPARED_AT_ONCE) {
                log.append(batch);
            }
            log.store.sync(Context.background());
        }
    }

    @Override
    public void append(List<Record> batch) {
        store.append(Context.background(), batch);
    }

    @Override
    public void close() {
        store.close();
    }
}
