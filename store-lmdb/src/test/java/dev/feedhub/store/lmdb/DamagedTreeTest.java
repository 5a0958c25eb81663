package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.StorePages.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damage of LMDB's own pages, which have no checksum, in a child: what comes of it is the same records, a typed error, or the end of
 * the child by a signal; never a wrong record, and never one that is missing from a read of all or by label.
 *
 * <p>{@code ./evidence damage} tries 200 changes of each kind of page and prints what came of them.
 */
@Tag("once")
@Timeout(900)
class DamagedTreeTest {
    private static final int AT_ONCE = 50;
    private static final int FEW = 5;
    private static final int PATIENCE = 120;
    private static final int KILLED = 128 + 9; // the exit value of a child that hung

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path sample;

    private static Map<Kind, List<Long>> pages = Map.of();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final List<String> told = new ArrayList<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();

    @BeforeAll
    static void makeSample() {
        pages = StorePages.of(SampleStore.make(sample).resolve(StoreFolder.DATA));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"LOG_BRANCH", "LOG_LEAF", "INDEX_BRANCH", "INDEX_LEAF", "EPOCHS_LEAF", "FREE_LIST_LEAF", "BLOCK"})
    void s14_aDamagedPageOfLmdbNeverMakesAWrongRecord(Kind kind) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Damage> damages = damages(kind);
        int next = 0;
        while (next < damages.size()) {
            next = runChild(damages, next);
        }
        System.out.printf(
                "%sdamage of %s | %d changes, each read and written | - | %d s | %s%n",
                damages.size() > FEW ? "evidence: " : "",
                kind,
                damages.size(),
                (System.nanoTime() - start) / 1_000_000_000,
                outcomes);
        assertEquals(List.of(), told.stream().filter(DamagedTreeTest::isWrong).toList());
    }

    /** Has a child try some damages, and gives the first that it did not. */
    private int runChild(List<Damage> damages, int first) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(ChildJvm.command(DamageChild.class, sample.toString(), folder.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        CompletableFuture.delayedExecutor(PATIENCE, TimeUnit.SECONDS).execute(child::destroyForcibly);
        int next = first;
        try (BufferedReader answers = child.inputReader(StandardCharsets.UTF_8);
                Writer lines = child.outputWriter(StandardCharsets.UTF_8)) {
            boolean alive = true;
            while (alive && next < Math.min(damages.size(), first + AT_ONCE)) {
                Damage damage = damages.get(next++);
                lines.write(damage.line() + "\n");
                lines.flush();
                for (int access = 0; alive && access < Access.values().length; access++) {
                    String answer = answers.readLine();
                    alive = answer != null;
                    note(damage, answer == null ? "died " + child.waitFor() : answer);
                }
            }
        }
        child.waitFor();
        return next;
    }

    private void note(Damage damage, String answer) {
        String[] words = answer.split(" ", 3);
        outcomes.merge(words[0] + " " + words[1], 1, Integer::sum);
        told.add(damage + ": " + answer);
    }

    private static boolean isWrong(String line) {
        return line.contains(" WRONG ")
                || line.contains(" missing ")
                || line.endsWith("died " + KILLED)
                || line.endsWith("died " + DamageChild.FAILED);
    }

    /** Zeros in place of a page, and changes of single bytes: of its header, of the places of its nodes, of its nodes. */
    private static List<Damage> damages(Kind kind) {
        Random random = new Random(kind.name().hashCode());
        List<Long> ofKind = pages.getOrDefault(kind, List.of());
        assertFalse(ofKind.isEmpty(), "the sample has " + kind);
        Set<Damage> damages = new HashSet<>();
        damages.add(Damage.zero(ofKind.get(ofKind.size() - 1) * StorePages.PAGE, StorePages.PAGE));
        while (damages.size() < FullSize.of(FEW, 200)) {
            long page = ofKind.get(random.nextInt(ofKind.size()));
            int bytes = kind == Kind.BLOCK ? PageHeader.BYTES : random.nextBoolean() ? 40 : StorePages.PAGE;
            damages.add(Damage.flip(page * StorePages.PAGE + random.nextInt(bytes), 1 << random.nextInt(8)));
        }
        return List.copyOf(damages);
    }
}
