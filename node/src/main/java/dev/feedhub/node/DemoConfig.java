package dev.feedhub.node;

import dev.feedhub.ConfigException;
import dev.feedhub.HubConfig;
import dev.feedhub.store.StoreProvider;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The demo's hub: the memory store, which keeps everything as long as a third of the heap is enough for it. */
final class DemoConfig {
    private static final String STORE = "memory";

    private DemoConfig() {}

    static HubConfig of(Optional<Sabotage> sabotage) {
        HubConfig.Builder config = HubConfig.builder()
                .set(HubConfig.HUB_NAME, "demo")
                .set(HubConfig.STORE, STORE)
                .set(HubConfig.FEED_MAX_BYTES, longestLine())
                .set("feedhub.store.memory.maxEntries", Long.toString(Long.MAX_VALUE))
                .set(
                        "feedhub.store.memory.maxBytes",
                        Long.toString(Runtime.getRuntime().maxMemory() / 3));
        sabotage.ifPresent(kind -> config.store(new SabotagedStoreProvider(provider(), kind)));
        return config.build();
    }

    /** What the feed takes at most, in bytes: label and payload of one item too. */
    static long longestLine() {
        return Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);
    }

    private static StoreProvider provider() {
        return Stream.of(Thread.currentThread().getContextClassLoader(), DemoConfig.class.getClassLoader())
                .flatMap(loader -> ServiceLoader.load(StoreProvider.class, loader).stream())
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(STORE))
                .findFirst()
                .orElseThrow(
                        () -> new ConfigException(
                                "no store \"" + STORE
                                        + "\" found to sabotage: add dev.feedhub:feedhub-store-memory to the module path or class path"));
    }
}
