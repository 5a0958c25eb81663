package dev.feedhub.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rounds of a workload whose threads start and end with each round. */
final class Rounds {
    private static final long WARM_UP_NANOS = 2_000_000_000L;
    private static final int LEAST_WARM_UP = 3;
    private static final int MEASURED = 7;

    private Rounds() {}

    /** Something that takes time. */
    interface Round {
        void run() throws Exception;
    }

    /** Something that has figures. */
    interface Measured {
        Map<String, Double> run() throws Exception;
    }

    /** The figures of the round of which the first figure is the median of all rounds, after a warm-up of two seconds. */
    static Map<String, Double> median(Measured round) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < LEAST_WARM_UP || System.nanoTime() - start < WARM_UP_NANOS; i++) {
            round.run();
        }
        List<Map<String, Double>> rounds = new ArrayList<>();
        for (int i = 0; i < MEASURED; i++) {
            rounds.add(new LinkedHashMap<>(round.run()));
        }
        rounds.sort(Comparator.comparing(figures -> figures.values().iterator().next()));
        return rounds.get(MEASURED / 2);
    }

    /** The median time of a round, shared by its items. */
    static Map<String, Double> nanosPerItem(int items, Round round) throws Exception {
        return median(() -> Map.of(Workload.VALUE, seconds(round) * 1e9 / items));
    }

    static double seconds(Round round) throws Exception {
        long began = System.nanoTime();
        round.run();
        return (System.nanoTime() - began) / 1e9;
    }
}
