package dev.feedhub.benchmarks;

import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One publisher and subscribers of Guava's event bus, which calls each in the publisher's thread; millions of deliveries a second. */
final class EventBusDelivery implements Workload {
    private static final int DELIVERIES = 4_000_000;

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int listeners = parameters.number("listeners");
        int items = DELIVERIES / listeners;
        return Rounds.median(() -> {
            EventBus bus = new EventBus();
            List<Counter> counters = new ArrayList<>();
            for (int i = 0; i < listeners; i++) {
                Counter counter = new Counter();
                bus.register(counter);
                counters.add(counter);
            }
            double seconds = Rounds.seconds(() -> {
                for (int i = 0; i < items; i++) {
                    bus.post("item");
                }
            });
            long delivered =
                    counters.stream().mapToLong(counter -> counter.taken).sum();
            return Taking.figures(delivered / seconds / 1e6, (long) items * listeners - delivered, items);
        });
    }

    /** Counts what it is called with. */
    static final class Counter {
        private long taken;

        /**
         * Takes an item; called by the bus.
         *
         * @param item the item
         */
        @Subscribe
        public void take(String item) {
            taken++;
        }
    }
}
