package dev.feedhub.node;

import dev.feedhub.HubConfig;
import java.util.Optional;

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
        sabotage.ifPresent(kind -> config.store(new SabotagedStoreProvider(Stores.named(STORE), kind)));
        return config.build();
    }

    /** What the feed takes at most, in bytes: label and payload of one item too. */
    static long longestLine() {
        return Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);
    }
}
