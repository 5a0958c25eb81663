package dev.feedhub.benchmarks;

import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** A publisher that waits until an item is in the store before it publishes the next, and a prompt listener of capacity 8,192. */
final class OneAtATime implements Workload {
    private static final int ITEMS = 20_000;

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        Context ctx = Context.background();
        return Rounds.median(() -> {
            LongAdder lost = new LongAdder();
            double seconds = Rounds.seconds(() -> {
                try (Hub<String> hub = Hubs.open(parameters.text("store"))) {
                    Listener<String> listener = hub.listen(ListenOptions.any().capacity(8_192));
                    Crew crew = new Crew();
                    crew.start("consumer", () -> lost.add(Taking.oneByOne(ctx, listener)));
                    for (int i = 0; i < ITEMS; i++) {
                        hub.feed().submit(ctx, "a/b", "item").await(ctx);
                    }
                    hub.stop(ctx);
                    crew.join();
                }
            });
            return Taking.figures(seconds * 1e9 / ITEMS, lost.sum(), ITEMS);
        });
    }
}
