package dev.feedhub.benchmarks;

import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import java.util.Map;

/** From publish to a blocked listener, by way of the hub's thread: two hops. */
final class HubLatency implements Workload {
    private static final int CAPACITY = 1 << 17; // more than there are steps: what is late is to be counted, not lost

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        Context ctx = Hubs.context(parameters);
        try (Hub<String> hub = Hubs.open(parameters.text("store"))) {
            Listener<String> listener = hub.listen(ListenOptions.any().capacity(CAPACITY));
            Pace pace = new Pace();
            Crew crew = new Crew();
            crew.start("consumer", () -> {
                for (int step = 0; step < Pace.STEPS; step++) {
                    listener.next(ctx);
                    pace.received(step);
                }
            });
            crew.start("publisher", () -> {
                for (int step = 0; step < Pace.STEPS; step++) {
                    pace.awaitTurn(step);
                    hub.feed().publish(ctx, "a/b", "item");
                }
            });
            crew.join();
            return pace.figures();
        }
    }
}
