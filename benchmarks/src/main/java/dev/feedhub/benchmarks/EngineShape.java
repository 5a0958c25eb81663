package dev.feedhub.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures whether the engine has the right shape: that the pipe holds its own beside a queue, and that publishing costs the same
 * however many listeners there are. All rows are measured in turn, round after round, so that what disturbs the machine disturbs
 * all of them; a row is the median of its rounds, with the least and the most.
 */
public final class EngineShape {
    private static final int ROUNDS = 7;
    private static final int WARM_UP_ROUNDS = 2;
    private static final int ITEMS = 1_000_000;

    private EngineShape() {}

    /** What is measured: so many items on their way. */
    interface Workload {
        void run(int items) throws InterruptedException;
    }

    /**
     * Prints the table.
     *
     * @param args none
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        Map<String, Workload> workloads = new LinkedHashMap<>();
        workloads.put("queue, one hop, 1 publisher", items -> QueuePipe.oneHop(1, items));
        workloads.put("queue, two hops, 1 publisher", items -> QueuePipe.twoHops(1, items));
        workloads.put("queue, two hops, 4 publishers", items -> QueuePipe.twoHops(4, items));
        for (int publishers : new int[] {1, 2, 4}) {
            workloads.put("pipe, no index, publishers " + publishers, items -> HubPipe.run("none", publishers, items));
        }
        workloads.put("pipe, memory store, publishers 1", items -> HubPipe.run("memory", 1, items));
        for (int listeners : new int[] {1, 100, 10_000}) {
            workloads.put("fan-out, idle listeners " + listeners, items -> HubFanOut.run(listeners, items));
        }
        print(measured(workloads));
    }

    private static Map<String, double[]> measured(Map<String, Workload> workloads) throws InterruptedException {
        Map<String, List<Double>> rounds = new LinkedHashMap<>();
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            for (Map.Entry<String, Workload> workload : workloads.entrySet()) {
                long start = System.nanoTime();
                workload.getValue().run(ITEMS);
                double nanosPerItem = (double) (System.nanoTime() - start) / ITEMS;
                if (round >= 0) {
                    rounds.computeIfAbsent(workload.getKey(), name -> new ArrayList<>())
                            .add(nanosPerItem);
                }
            }
        }
        Map<String, double[]> sorted = new LinkedHashMap<>();
        rounds.forEach((name, values) -> sorted.put(
                name, values.stream().mapToDouble(Double::doubleValue).sorted().toArray()));
        return sorted;
    }

    private static void print(Map<String, double[]> rows) {
        System.out.printf(
                "JDK %s, %d processors, %,d items a round, %d rounds%n%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), ITEMS, ROUNDS);
        System.out.println("| nanoseconds per item | median | least | most |");
        System.out.println("|---|---:|---:|---:|");
        rows.forEach((name, sorted) -> System.out.printf(
                "| %s | %.0f | %.0f | %.0f |%n",
                name,
                sorted[sorted.length / 2],
                sorted[0],
                Arrays.stream(sorted).max().orElseThrow()));
    }
}
