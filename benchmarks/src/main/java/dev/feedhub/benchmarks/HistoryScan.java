package dev.feedhub.benchmarks;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query;
import java.nio.file.Path;
import java.util.Map;

/**
 * Scans a store through a hub's history and looks at all that each entry has, its data decoded; milliseconds. Parameter {@code items} is
 * how many there are, {@code sparse} whether only one of a thousand is wanted.
 */
final class HistoryScan implements Workload {
    private static final int RARITY = 1_000;

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int items = parameters.number("items");
        boolean sparse = parameters.is("sparse");
        Query query = sparse ? Query.all().matching(LabelFilter.exactly(Records.RARE)) : Query.all();
        Path folder = Scratch.folder();
        StoreLog.prepare(folder, items);
        try (Hub<byte[]> hub = Hub.open(Hubs.durable(folder).build(), Codec.bytes())) {
            return Rounds.median(() -> {
                Seen seen = new Seen();
                double seconds = Rounds.seconds(() -> hub.history().scan(Context.background(), query, entry -> {
                    seen.see(entry);
                    return true;
                }));
                seen.check(sparse ? items / RARITY : items);
                return Map.of(VALUE, seconds * 1e3);
            });
        }
    }
}
