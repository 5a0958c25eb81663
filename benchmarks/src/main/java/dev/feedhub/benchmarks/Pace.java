package dev.feedhub.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Steps at a steady rate, each due at a moment of its own. Latency counts from that moment, not from when the step was made: a step that
 * is late since the one before it took long counts as late, which is what coordinated omission leaves out.
 */
final class Pace {
    private static final int PER_SECOND = 10_000;
    private static final int WARM_UP = 2 * PER_SECOND;
    private static final int MEASURED = 5 * PER_SECOND;
    private static final long MOST_NANOS = 10_000_000_000L;

    /** How many steps are made, warm-up and all. */
    static final int STEPS = WARM_UP + MEASURED;

    private final Histogram latencies = new Histogram(MOST_NANOS, 3); // the receiver's
    private final long start = System.nanoTime() + 100_000_000L;

    /** Waits for a step's moment, busy: a sleeper would come late by as much as is to be measured. */
    void awaitTurn(int step) {
        while (System.nanoTime() - due(step) < 0) {
            Thread.onSpinWait();
        }
    }

    private long due(int step) {
        return start + step * (1_000_000_000L / PER_SECOND);
    }

    /** The receiver has a step. */
    void received(int step) {
        if (step >= WARM_UP) {
            latencies.recordValue(Math.min(MOST_NANOS, System.nanoTime() - due(step)));
        }
    }

    /** In microseconds. */
    Map<String, Double> figures() {
        if (latencies.getTotalCount() != MEASURED) {
            throw new IllegalStateException(latencies.getTotalCount() + " of " + MEASURED + " steps were received");
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("p50", latencies.getValueAtPercentile(50) / 1e3);
        figures.put("p99", latencies.getValueAtPercentile(99) / 1e3);
        figures.put("p99.9", latencies.getValueAtPercentile(99.9) / 1e3);
        figures.put("max", latencies.getMaxValue() / 1e3);
        return figures;
    }
}
