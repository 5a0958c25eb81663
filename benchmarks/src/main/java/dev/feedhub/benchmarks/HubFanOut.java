package dev.feedhub.benchmarks;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.ListenOptions;

/** One publisher, a hub that indexes nothing, and listeners of capacity 128 with one filter that nobody reads. */
final class HubFanOut {
    private HubFanOut() {}

    static void run(int listeners, int items) throws InterruptedException {
        HubConfig config = HubConfig.builder().set(HubConfig.STORE, "none").build();
        try (Hub<String> hub = Hub.open(config, Codec.utf8())) {
            for (int i = 0; i < listeners; i++) {
                hub.listen(ListenOptions.any().capacity(128));
            }
            Publishers.run(1, items, () -> hub.feed().publish(Context.background(), "a/b", "item"));
            hub.stop(Context.background());
        }
    }
}
