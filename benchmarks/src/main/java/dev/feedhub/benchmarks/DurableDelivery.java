package dev.feedhub.benchmarks;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.store.Record;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * One publisher that never pauses, a hub with a store in a folder, one listener of capacity 8,192 that takes one entry at a time; thousands of
 * items a second, until all are durable and taken. With {@code alone} the hub only tells how large its batches are, and what is measured
 * is a store that appends such batches. Parameter {@code feed} is the capacity of the feed.
 */
final class DurableDelivery implements Workload {
    static final String BATCH = "items per batch";

    private static final int MOST_ITEMS = 300_000;
    private static final int ITEMS_PER_PLACE = 1_000;
    private static final int CAPACITY = 8_192;

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int feed = parameters.number("feed");
        int items = Math.min(MOST_ITEMS, feed * ITEMS_PER_PLACE);
        if (!parameters.is("alone")) {
            return Rounds.median(() -> Scratch.round(folder -> deliver(folder, feed, items)));
        }
        double reached = Rounds.median(() -> Scratch.round(folder -> deliver(folder, feed, items)))
                .getOrDefault(BATCH, 1.0);
        List<Record> batch = Records.batch((int) Math.round(reached));
        return Rounds.median(() -> Scratch.round(folder -> {
            try (DurableLog log = StoreLog.open(folder)) {
                return figures(DurableAppend.thousandsPerSecond(log, batch), 0, batch.size());
            }
        }));
    }

    private static Map<String, Double> deliver(Path folder, int feed, int items) throws Exception {
        HubConfig config =
                Hubs.durable(folder).set(HubConfig.FEED_CAPACITY, feed).build();
        LongAdder lost = new LongAdder();
        LongAdder batches = new LongAdder();
        double seconds = Rounds.seconds(() -> {
            try (Hub<byte[]> hub = Hub.open(config, Codec.bytes())) {
                Listener<byte[]> listener = hub.listen(ListenOptions.any().capacity(CAPACITY));
                Crew crew = new Crew();
                crew.start("consumer", () -> lost.add(Taking.oneByOne(Context.background(), listener)));
                crew.start("publisher", () -> {
                    for (int i = 0; i < items; i++) {
                        hub.feed().publish(Context.background(), Records.label(i), Records.payload(i));
                    }
                    hub.stop(Context.background());
                });
                crew.join();
                batches.add(hub.stats().batches());
            }
        });
        return figures(items / seconds / 1e3, 100.0 * lost.sum() / items, (double) items / batches.sum());
    }

    private static Map<String, Double> figures(double value, double lost, double batch) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(VALUE, value);
        figures.put(Taking.LOST, lost);
        figures.put(BATCH, batch);
        return figures;
    }
}
