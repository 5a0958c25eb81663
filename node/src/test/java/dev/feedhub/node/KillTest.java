package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.feedhub.node.PublishProcess.Ack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Publishers that are killed, one after the other, on one store. */
@Tag("once")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // reading a pipe cannot be interrupted
class KillTest {
    private static final int ACKNOWLEDGED = 10;

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedSurvivesEveryKill() throws Exception {
        assumeTrue(Programs.possible(), "needs a POSIX shell");
        long start = System.nanoTime();
        long seed = Long.getLong("feedhub.seed", start);
        System.out.println("kill test: feedhub.seed=" + seed);
        Random random = new Random(seed);
        StoreRun store = new StoreRun(folder.resolve("events"));
        List<List<Ack>> runs = new ArrayList<>();
        int stored = 0;
        try (Programs programs = new Programs(store.folder())) {
            while (runs.size() < Scale.of(3, 20)) {
                runs.add(killed(programs, runs.size(), random));
                stored = check(store, runs);
            }
        }
        int groups = runs.stream().mapToInt(List::size).sum();
        int acknowledged = runs.stream().mapToInt(acks -> last(acks).count()).sum();
        System.out.printf(
                "%sSIGKILL of feedhub publish | %d kills, %,d groups | seed %d | %d s | %,d lines acknowledged, each there once"
                        + " and in order; %,d stored%n",
                runs.size() > 3 ? "evidence: " : "kill test: ",
                runs.size(),
                groups,
                seed,
                (System.nanoTime() - start) / 1_000_000_000,
                acknowledged,
                stored);
    }

    /** What a publisher acknowledged that was killed at a random moment thereafter. */
    private static List<Ack> killed(Programs programs, int run, Random random)
            throws IOException, InterruptedException {
        PublishProcess publish = new PublishProcess(
                programs, "--set feedhub.feed.capacity=64", Integer.MAX_VALUE, number -> line(run, number));
        List<Ack> acks = new ArrayList<>();
        int groups = ACKNOWLEDGED + random.nextInt(100);
        while (acks.size() < groups) {
            acks.add(publish.next().orElseThrow(() -> new AssertionError(publish.told())));
        }
        LockSupport.parkNanos(random.nextInt(5_000_000)); // between two commits or in the midst of one
        publish.kill();
        for (Optional<Ack> late = publish.next(); late.isPresent(); late = publish.next()) {
            acks.add(late.get());
        }
        assertEquals(128 + 9, publish.status());
        return acks;
    }

    private static String line(int run, int number) {
        return run + "-" + number + "-" + "x".repeat((31 * run + 7 * number) % 300) + ".";
    }

    private static Ack last(List<Ack> acks) {
        return acks.get(acks.size() - 1);
    }

    /** That the store holds the first lines of each run, all that were acknowledged among them; gives how many. */
    private static int check(StoreRun store, List<List<Ack>> runs) {
        assertTrue(store.good("verify").contains("problems  0"));
        List<PrintedEntry> entries = store.good("scan", "--format", "json").stream()
                .map(PrintedEntry::of)
                .toList();
        Set<Long> epochs = new HashSet<>();
        int next = 0;
        for (int run = 0; run < runs.size(); run++) {
            int first = next;
            for (; next < entries.size() && isOf(run, entries.get(next)); next++) {
                PrintedEntry entry = entries.get(next);
                assertEquals(line(run, next - first), entry.data());
                assertEquals(next + 1, entry.cursor().position());
                assertEquals(entries.get(first).cursor().epoch(), entry.cursor().epoch());
            }
            assertNotEquals(first, next, "lines of run " + run);
            assertTrue(epochs.add(entries.get(first).cursor().epoch()), "the epoch of run " + run + " is used again");
            for (Ack ack : runs.get(run)) {
                assertTrue(ack.count() <= next - first, ack + " of run " + run + ", of which are " + (next - first));
                assertEquals(entries.get(first + ack.count() - 1).cursor(), ack.cursor());
            }
        }
        assertEquals(entries.size(), next, () -> "unknown lines");
        return next;
    }

    private static boolean isOf(int run, PrintedEntry entry) {
        return entry.data().startsWith(run + "-");
    }
}
