package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.feedhub.Context;
import dev.feedhub.LabelFilter;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that refuses a write or a sync of the data file, as strace has it: an append says truly what became of it, and where that
 * cannot be known no other is taken until the store is opened anew, while readers go on.
 *
 * <p>{@code ./evidence damage} tries each of the first calls of each kind, once and from then on.
 */
@Tag("once")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailingDiskTest {
    private static final Context CTX = Context.background();
    private static final ReadRequest ALL = new ReadRequest(null, null, LabelFilter.any(), false, 1_000, Long.MAX_VALUE);
    private static final int ATTEMPTS = 20;
    private static final int PAYLOAD = 5_000;
    private static final List<String> CALLS = List.of("pwrite64", "pwritev", "fdatasync");

    @TempDir
    Path folder;

    @Test
    void s03_anAppendToADiskThatFailsSaysTrulyWhatBecameOfIt() throws Exception {
        assumeTrue(RecordedProcess.isPossible(), "strace is not here, or may not look at processes");
        long start = System.nanoTime();
        Map<String, Integer> outcomes = new TreeMap<>();
        for (String call : CALLS) {
            for (int when = 1; when <= FullSize.of(4, 16); when += FullSize.of(3, 1)) {
                for (String again : List.of("", "+")) {
                    List<String> found = run(call, when + again);
                    assertTrue(
                            !again.isEmpty() || found.get(ATTEMPTS - 1).equals("STORED"), () -> "in the end " + found);
                    found.forEach(outcome -> outcomes.merge(outcome, 1, Integer::sum));
                }
            }
        }
        System.out.printf(
                "%sfailing disk | %d appends | - | %d s | %s, each as it was told%n",
                FullSize.of(0, 1) == 1 ? "evidence: " : "",
                outcomes.values().stream().mapToInt(Integer::intValue).sum(),
                (System.nanoTime() - start) / 1_000_000_000,
                outcomes);
        assertEquals(Set.of("NOT_STORED", "STORED", "UNKNOWN"), outcomes.keySet());
    }

    /** What the appends of a child say whose disk fails; a fresh look at the store finds nothing that contradicts it. */
    private List<String> run(String call, String when) throws IOException, InterruptedException {
        Path parent = folder.resolve(call + when);
        try (Store store = Stores.write(parent)) {
            SampleStore.append(store, 1, 1);
        }
        List<String> said = child(parent, call, when);
        List<Integer> held = new ArrayList<>();
        try (Store store = Stores.write(parent)) {
            store.read(CTX, ALL).records().stream().skip(1).forEach(stored -> held.add(attempt(stored.record())));
            assertEquals(held.stream().sorted().distinct().toList(), held, call + when);
        }
        for (String line : said) {
            String[] words = line.split(" ", -1);
            boolean there = held.contains(Integer.parseInt(words[1]));
            assertTrue(
                    words[0].equals(Outcome.UNKNOWN.name()) || there == words[0].equals("STORED"),
                    () -> call + when + ": " + said + ", and the store holds " + held);
        }
        assertEquals(
                List.of(),
                new LmdbStoreProvider()
                        .verify(CTX, Stores.config(parent, Access.READ, Map.of()))
                        .problems());
        return said.stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
    }

    private static List<String> child(Path parent, String call, String when) throws IOException, InterruptedException {
        String data = parent.resolve("store").resolve(StoreFolder.DATA).toString();
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", "/dev/null", "-P", data));
        command.addAll(List.of("-e", "signal=none", "-e", "trace=" + call));
        command.addAll(List.of("-e", "inject=" + call + ":error=EIO:when=" + when));
        command.addAll(ChildJvm.command(Child.class, parent.toString()));
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = child.inputReader().lines().toList();
        assertEquals(0, child.waitFor(), () -> call + when + ": " + said);
        return said;
    }

    private static int attempt(Record record) {
        return ByteBuffer.wrap(Objects.requireNonNull(record.payload())).getInt();
    }

    /** Appends, and tells the outcome of each attempt; what it holds to be true of one process it requires. */
    static final class Child {
        private Child() {}

        /** Argument: the folder that the store's is in. */
        public static void main(String[] arguments) {
            Path parent = Path.of(arguments[0]);
            List<Integer> stored = new ArrayList<>();
            try (Store reader = Stores.read(parent)) {
                Store store = Stores.write(parent);
                for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                    Outcome outcome = append(store, attempt);
                    System.out.println((outcome == null ? "STORED" : outcome) + " " + attempt);
                    if (outcome == null) {
                        stored.add(attempt);
                    }
                    require(read(reader).containsAll(stored), "a reader finds what was stored");
                    if (outcome == Outcome.UNKNOWN) {
                        require(append(store, 100) == Outcome.UNKNOWN, "none is taken after it");
                        store.close();
                        store = Stores.write(parent);
                    }
                }
                store.close();
            }
        }

        /** How an append failed; null if it did not. */
        private static @Nullable Outcome append(Store store, int attempt) {
            byte[] payload = ByteBuffer.allocate(PAYLOAD).putInt(attempt).array();
            try {
                store.append(CTX, List.of(new Record(Instant.EPOCH, "label", payload)));
                return null;
            } catch (StoreException e) {
                return e.outcome();
            }
        }

        private static List<Integer> read(Store store) {
            return store.read(CTX, ALL).records().stream()
                    .skip(1)
                    .map(stored -> attempt(stored.record()))
                    .toList();
        }

        private static void require(boolean held, String what) {
            if (!held) {
                throw new AssertionError(what);
            }
        }
    }
}
