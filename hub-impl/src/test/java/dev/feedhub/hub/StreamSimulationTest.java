package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.hub.StreamSchedule.During;
import dev.feedhub.hub.StreamSchedule.Kind;
import dev.feedhub.hub.StreamSchedule.Setting;
import dev.feedhub.hub.StreamSchedule.Start;
import dev.feedhub.hub.StreamSchedule.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /** All that a consumer can be told: a run in which one of them does not come has not tried enough. */
    private static final Set<String> EVERYTHING = Set.of(
            "Event",
            "Truncated",
            "Diverged",
            "CaughtUp",
            "FellBehind",
            "Progress",
            "InterruptedException",
            "CancelledException",
            "DeadlineExceededException",
            "StoreException",
            "HubFailedException",
            "ClosedException");

    @Test
    void r01_everySignalIsAsTheRulesSayUnderEverySchedule() {
        long first = Long.getLong("feedhub.seed", ThreadLocalRandom.current().nextLong(1L << 40));
        Set<String> met = new HashSet<>();
        System.out.println("simulation of streams: feedhub.seed=" + first);
        long start = System.nanoTime();
        for (long seed = first; seed < first + SCHEDULES; seed++) {
            StreamSchedule schedule = StreamSchedule.of(seed);
            if (failure(schedule, met) != null) {
                throw counterexample(seed, schedule);
            }
        }
        assertEquals(EVERYTHING, met, "signals and ends that were met");
        if (FULL) {
            System.out.printf(
                    "evidence: simulation of streams | %,d schedules | seed %d | %d s | every entry once or told missing%n",
                    SCHEDULES, first, (System.nanoTime() - start) / 1_000_000_000);
        }
    }

    /**
     * The last signal tells of a loss before an entry that was then the first of its batch, and so has a position in the gap
     * after the newest of the backup: a resumed stream must not wait until the hub has dispatched that much.
     */
    @Test
    void r04_aCursorInTheGapAfterTheNewestOfABackupCatchesUp() {
        List<During> appended = List.of(new During(9, Kind.APPEND_WANTED, 6));
        List<During> lost = List.of(new During(2, Kind.APPEND_WANTED, 4), new During(3, Kind.DISPATCH, 1));
        Setting setting = new Setting(true, Start.ORIGIN, 4, true, 3, 5, 0);
        StreamSchedule schedule = new StreamSchedule(
                setting,
                List.of(
                        new Step(Kind.START, 1, List.of()),
                        new Step(Kind.NEXT, 1, appended),
                        new Step(Kind.BACK_UP, 1, List.of()),
                        new Step(Kind.NEXT, 1, List.of()),
                        new Step(Kind.NEXT, 1, List.of()),
                        new Step(Kind.NEXT, 1, lost),
                        new Step(Kind.NEXT, 1, List.of()),
                        new Step(Kind.REOPEN_BACKUP, 1, List.of())));
        assertEquals(Set.of("Event", "CaughtUp", "FellBehind", "Truncated"), StreamSimulation.run(schedule));
    }

    @Test
    void aSeedAlwaysGivesTheSameSchedule() {
        assertEquals(StreamSchedule.of(42), StreamSchedule.of(42));
    }

    private static AssertionError counterexample(long seed, StreamSchedule schedule) {
        Set<String> met = new HashSet<>();
        StreamSchedule least = schedule.shrunk(smaller -> failure(smaller, met) != null);
        Throwable failure = failure(least, met);
        String what = failure == null ? "not the same a second time" : String.valueOf(failure.getMessage());
        return new AssertionError(what + "\nfeedhub.seed=" + seed + ", shrunk to\n" + least, failure);
    }

    private static @Nullable Throwable failure(StreamSchedule schedule, Set<String> met) {
        try {
            met.addAll(StreamSimulation.run(schedule));
            return null;
        } catch (AssertionError | RuntimeException failure) {
            return failure;
        }
    }
}
