package dev.feedhub.benchmarks;

import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** One publisher, and listeners that take what they can; millions of deliveries a second, all listeners together. */
final class HubDelivery implements Workload {
    private static final int DELIVERIES = 4_000_000;

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int listeners = parameters.number("listeners");
        int capacity = parameters.number("capacity");
        boolean batches = parameters.is("batches");
        int items = DELIVERIES / listeners;
        Context ctx = Hubs.context(parameters);
        return Rounds.median(() -> {
            LongAdder lost = new LongAdder();
            double seconds = Rounds.seconds(() -> {
                try (Hub<String> hub = Hubs.open("none")) {
                    Crew consumers = new Crew();
                    for (int i = 0; i < listeners; i++) {
                        Listener<String> listener =
                                hub.listen(ListenOptions.any().capacity(capacity));
                        consumers.start(
                                "consumer-" + i,
                                () -> lost.add(
                                        batches ? Taking.inBatches(ctx, listener) : Taking.oneByOne(ctx, listener)));
                    }
                    Crew crew = new Crew();
                    crew.share("publisher", 1, items, () -> hub.feed().publish(ctx, "a/b", "item"));
                    crew.join();
                    hub.stop(Context.background());
                    consumers.join();
                }
            });
            long published = (long) items * listeners;
            return Taking.figures((published - lost.sum()) / seconds / 1e6, lost.sum(), published);
        });
    }
}
