package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Streams under schedules of random steps, each from a seed: {@code -Dfeedhub.seed=N} begins with the schedule of that seed, {@code
 * -Dfeedhub.full=true} runs 100,000 of them.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamSimulationTest {
    private static final boolean FULL = Boolean.getBoolean("feedhub.full");
    private static final int SCHEDULES = FULL ? 100_000 : 4_000;

    @Test
    void r01_everySignalIsAsTheRulesSayUnderEverySchedule() {
        long first = Long.getLong("feedhub.seed", ThreadLocalRandom.current().nextLong(1L << 40));
        System.out.println("simulation of streams: feedhub.seed=" + first);
        long start = System.nanoTime();
        for (long seed = first; seed < first + SCHEDULES; seed++) {
            StreamSchedule schedule = StreamSchedule.of(seed);
            if (failure(schedule) != null) {
                throw counterexample(seed, schedule);
            }
        }
        if (FULL) {
            System.out.printf(
                    "evidence: simulation of streams | %,d schedules | seed %d | %d s | every entry once or told missing%n",
                    SCHEDULES, first, (System.nanoTime() - start) / 1_000_000_000);
        }
    }

    @Test
    void aSeedAlwaysGivesTheSameSchedule() {
        assertEquals(StreamSchedule.of(42), StreamSchedule.of(42));
    }

    private static AssertionError counterexample(long seed, StreamSchedule schedule) {
        StreamSchedule least = schedule.shrunk(smaller -> failure(smaller) != null);
        Throwable failure = failure(least);
        String what = failure == null ? "not the same a second time" : String.valueOf(failure.getMessage());
        return new AssertionError(what + "\nfeedhub.seed=" + seed + ", shrunk to\n" + least, failure);
    }

    private static @Nullable Throwable failure(StreamSchedule schedule) {
        try {
            StreamSimulation.run(schedule);
            return null;
        } catch (AssertionError | RuntimeException failure) {
            return failure;
        }
    }
}
