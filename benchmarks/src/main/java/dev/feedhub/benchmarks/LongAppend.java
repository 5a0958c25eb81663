package dev.feedhub.benchmarks;

import dev.feedhub.store.Record;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Appends batches of 10,000 to an empty store; then, opened again with a retention of as many entries as it has, appends half as many once
 * more. Parameter {@code items} is how many before retention, a multiple of 200,000.
 */
final class LongAppend implements Workload {
    static final String EARLY = "second quarter";
    static final String LATE = "last quarter";
    static final String BYTES_PER_ITEM = "bytes on disk per item";
    static final String GROWTH = "growth % under retention";

    private static final int BATCH = 10_000;
    private static final long WARM_MEMORY = 6L << 30;

    private final List<Record> batch = Records.batch(BATCH);

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int items = parameters.number("items");
        Scratch.takeMemory(WARM_MEMORY);
        Path folder = Files.createDirectory(Scratch.folder().resolve("store"));
        double early;
        double late;
        try (StoreLog log = StoreLog.open(folder)) {
            append(log, items / 4);
            early = append(log, items / 4);
            append(log, items / 4);
            late = append(log, items / 4);
        }
        long full = Scratch.bytes(folder);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(VALUE, 100 * late / early);
        figures.put(EARLY, early);
        figures.put(LATE, late);
        figures.put(BYTES_PER_ITEM, (double) full / items);
        figures.put(GROWTH, growth(folder, items));
        return figures;
    }

    /** How much the store grows, in percent, from when retention has removed a twentieth of it until it has removed half. */
    private double growth(Path folder, int items) throws IOException {
        try (StoreLog log = StoreLog.open(Hubs.durable(folder)
                .set("feedhub.store.lmdb.maxEntries", Integer.toString(items))
                .build())) {
            append(log, items / 20);
            long before = Scratch.bytes(folder);
            append(log, items / 2 - items / 20);
            return 100.0 * (Scratch.bytes(folder) - before) / before;
        }
    }

    /** Thousands of items a second. */
    private double append(StoreLog log, int items) {
        long start = System.nanoTime();
        for (int i = 0; i < items; i += BATCH) {
            log.append(batch);
        }
        return items / ((System.nanoTime() - start) / 1e9) / 1e3;
    }
}
