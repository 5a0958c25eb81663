package dev.feedhub.benchmarks;

import dev.feedhub.ClosedException;
import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;

/** Publishers, a hub with its default feed of 1,024, a prompt listener of capacity 8,192. */
final class HubPipe {
    private HubPipe() {}

    static void run(String store, int publishers, int items) throws InterruptedException {
        HubConfig config = HubConfig.builder().set(HubConfig.STORE, store).build();
        try (Hub<String> hub = Hub.open(config, Codec.utf8())) {
            Listener<String> listener = hub.listen(ListenOptions.any().capacity(8_192));
            Thread consumer = new Thread(() -> takeAll(listener), "consumer");
            consumer.start();
            Publishers.run(publishers, items, () -> hub.feed().publish(Context.background(), "a/b", "item"));
            hub.stop(Context.background());
            consumer.join();
        }
    }

    private static void takeAll(Listener<String> listener) {
        try {
            while (true) {
                listener.next(Context.background());
            }
        } catch (ClosedException done) {
            listener.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
