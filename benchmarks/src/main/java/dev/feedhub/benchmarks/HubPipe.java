package dev.feedhub.benchmarks;

import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Publishers, a hub with its default feed of 1,024, a prompt listener of capacity 8,192 that takes one entry at a time. */
final class HubPipe implements Workload {
    private static final int ITEMS = 1_000_000;

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        String store = parameters.text("store");
        int publishers = parameters.number("publishers");
        Context ctx = Hubs.context(parameters);
        return Rounds.median(() -> {
            LongAdder lost = new LongAdder();
            double seconds = Rounds.seconds(() -> {
                try (Hub<String> hub = Hubs.open(store)) {
                    Listener<String> listener = hub.listen(ListenOptions.any().capacity(8_192));
                    Crew consumer = new Crew();
                    consumer.start("consumer", () -> lost.add(Taking.oneByOne(ctx, listener)));
                    Crew crew = new Crew();
                    crew.share("publisher", publishers, ITEMS, () -> hub.feed().publish(ctx, "a/b", "item"));
                    crew.join();
                    hub.stop(Context.background());
                    consumer.join();
                }
            });
            return Taking.figures(seconds * 1e9 / ITEMS, lost.sum(), ITEMS);
        });
    }
}
