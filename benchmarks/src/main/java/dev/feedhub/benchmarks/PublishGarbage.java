package dev.feedhub.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes allocated per published item, by the publisher, the hub's thread and a listener that takes each entry. */
final class PublishGarbage implements Workload {
    private static final int WARM_UP = 500_000;
    private static final int MEASURED = 1_000_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        AtomicLong listenerBytes = new AtomicLong();
        try (Hub<String> hub = Hubs.open(parameters.text("store"))) {
            Listener<String> listener = hub.listen(ListenOptions.any().capacity(8_192));
            Crew consumer = new Crew();
            consumer.start("consumer", () -> {
                Taking.oneByOne(Context.background(), listener);
                listenerBytes.set(threads.getCurrentThreadAllocatedBytes());
            });
            publish(hub, WARM_UP);
            long hubThread = BlockedListeners.hubThread();
            long hubBefore = threads.getThreadAllocatedBytes(hubThread);
            long before = threads.getCurrentThreadAllocatedBytes();
            publish(hub, MEASURED);
            double publishing = threads.getCurrentThreadAllocatedBytes() - before;
            double hubs = threads.getThreadAllocatedBytes(hubThread) - hubBefore;
            hub.stop(Context.background());
            consumer.join();
            double listening = (double) listenerBytes.get() * MEASURED / (WARM_UP + MEASURED);
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("all", (publishing + hubs + listening) / MEASURED);
            figures.put("publisher", publishing / MEASURED);
            figures.put("hub", hubs / MEASURED);
            figures.put("listener", listening / MEASURED);
            return figures;
        }
    }

    private static void publish(Hub<String> hub, int items) throws InterruptedException {
        for (int i = 0; i < items; i++) {
            hub.feed().publish(Context.background(), "a/b", "item");
        }
        hub.flush(Context.background());
    }
}
