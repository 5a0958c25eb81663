package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Codec;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub on a durable store under all it may meet at once: at quiet points the sums are right; heap, disk and threads stay flat.
 *
 * <p>{@code -Dfeedhub.soak.minutes=30} says how long; without it, a few seconds. {@code -Dfeedhub.seed} repeats the choices.
 */
@Tag("once")
@Timeout(value = 24, unit = TimeUnit.HOURS)
class SoakTest {
    private static final long KEPT = 20_000;
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    /** What is to stay flat, at one quiet point. */
    private record Reading(long heap, long disk, long threads) {}

    @Test
    void theSumsAreRightAndNothingGrows() throws IOException, InterruptedException {
        long minutes = Long.getLong("feedhub.soak.minutes", 0);
        Duration length = minutes == 0 ? Duration.ofSeconds(4) : Duration.ofMinutes(minutes);
        long seed = Long.getLong("feedhub.seed", System.nanoTime());
        System.out.println("soak: feedhub.seed=" + seed);
        Path store = folder.resolve("store");
        HubConfig config = HubConfig.builder()
                .set(HubConfig.STORE, "lmdb")
                .set("feedhub.store.lmdb.path", store.toString())
                .set("feedhub.store.lmdb.maxEntries", Long.toString(KEPT))
                .build();
        List<Reading> readings = new ArrayList<>();
        long start = System.nanoTime();
        try (Hub<String> hub = Hub.open(config, Codec.utf8());
                Soak soak = new Soak(hub, seed)) {
            while (System.nanoTime() - start < length.toNanos() || readings.size() < 8) {
                LockSupport.parkNanos(length.toNanos() / 100 + 100_000_000);
                soak.balance(KEPT);
                readings.add(reading(store.resolve("data.mdb")));
            }
            String told = soak.toString();
            System.out.println("soak: " + told + ", " + readings.get(readings.size() - 1));
            if (minutes > 0) {
                assertTrue(soak.opened() >= 10_000, told);
                System.out.printf(
                        "evidence: soak | %d minutes | seed %d | %d s | %s; %s%n",
                        minutes,
                        seed,
                        (System.nanoTime() - start) / 1_000_000_000,
                        told,
                        readings.get(readings.size() - 1));
            }
        }
        assertFlat(readings, "heap", Reading::heap, 1.25, 8L * MEBIBYTE);
        assertFlat(readings, "disk", Reading::disk, 1.1, MEBIBYTE);
        assertFlat(readings, "threads", Reading::threads, 1, 2);
    }

    private static Reading reading(Path data) throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = runtime.totalMemory() - runtime.freeMemory();
        return new Reading(heap, Files.size(data), Thread.getAllStackTraces().size());
    }

    /** That the last quarter has no more than the second, but for some tolerance. */
    private static void assertFlat(
            List<Reading> readings, String what, ToLongFunction<Reading> of, double factor, long more) {
        int quarter = readings.size() / 4;
        long early = most(readings.subList(quarter, 2 * quarter), of);
        long late = most(readings.subList(readings.size() - quarter, readings.size()), of);
        assertTrue(late <= factor * early + more, () -> what + " grew from " + early + " to " + late + ": " + readings);
    }

    private static long most(List<Reading> readings, ToLongFunction<Reading> of) {
        return readings.stream().mapToLong(of).max().orElseThrow();
    }
}
