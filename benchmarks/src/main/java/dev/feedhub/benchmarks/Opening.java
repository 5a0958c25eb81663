package dev.feedhub.benchmarks;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.Reader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Opens a hub on a store in a folder and closes it; then opens a reader, asks for its span and closes it, as {@code feedhub span} does;
 * milliseconds. Parameter {@code items}.
 */
final class Opening implements Workload {
    static final String SPAN = "span";
    static final String GIGABYTES = "GB";

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        Path folder = Scratch.folder();
        StoreLog.prepare(folder, parameters.number("items"));
        HubConfig config = Hubs.durable(folder).build();
        Map<String, Double> figures = new LinkedHashMap<>(Rounds.median(
                () -> milliseconds(() -> Hub.open(config, Codec.bytes()).close())));
        figures.put(SPAN, Rounds.median(() -> milliseconds(() -> span(config))).getOrDefault(VALUE, Double.NaN));
        figures.put(GIGABYTES, Scratch.bytes(folder) / 1e9);
        return figures;
    }

    private static void span(HubConfig config) {
        try (Reader<byte[]> reader = Reader.open(config, Codec.bytes())) {
            if (reader.history().span(Context.background()).isEmpty()) {
                throw new IllegalStateException("the store is empty");
            }
        }
    }

    private static Map<String, Double> milliseconds(Rounds.Round round) throws Exception {
        return Map.of(VALUE, Rounds.seconds(round) * 1e3);
    }
}
