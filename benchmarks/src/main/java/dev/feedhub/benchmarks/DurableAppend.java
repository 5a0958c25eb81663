package dev.feedhub.benchmarks;

import dev.feedhub.store.Record;
import java.util.List;
import java.util.Map;

/** Appends batches to a log, each durable before the next; thousands of items a second. Each round has a log of its own. */
final class DurableAppend implements Workload {
    private static final double ROUND_SECONDS = 0.5;

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        List<Record> batch = Records.batch(parameters.number("batch"));
        return Rounds.median(() -> Scratch.round(folder -> {
            try (DurableLog log = Logs.open(parameters.text("log"), folder)) {
                return Map.of(VALUE, thousandsPerSecond(log, batch));
            }
        }));
    }

    /** Of one round. */
    static double thousandsPerSecond(DurableLog log, List<Record> batch) throws Exception {
        long start = System.nanoTime();
        long items = 0;
        double seconds;
        do {
            log.append(batch);
            items += batch.size();
            seconds = (System.nanoTime() - start) / 1e9;
        } while (seconds < ROUND_SECONDS);
        return items / seconds / 1e3;
    }
}
