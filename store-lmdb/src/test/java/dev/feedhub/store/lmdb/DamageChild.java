package dev.feedhub.store.lmdb;

import dev.feedhub.Context;
import dev.feedhub.LabelFilter;
import dev.feedhub.StoreException;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Run in a child: uses damaged copies of a store, each given in a line, in all ways, and says what came of it. */
final class DamageChild {
    /** The status with which the child ends for an exception that nobody expected; 1 would be that of a JVM that crashes too. */
    static final int FAILED = 70;

    private static final Context CTX = Context.background();
    private static final int APPENDED = 200;

    private DamageChild() {}

    /** Arguments: the folder with the sample, the folder with the copy. */
    public static void main(String[] arguments) throws IOException {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> Runtime.getRuntime().halt(FAILED));
        Path sample = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Damage damage = Damage.parse(line);
            for (Access access : Access.values()) {
                SampleStore.copy(sample.resolve("store"), folder.resolve("store"));
                Files.deleteIfExists(folder.resolve("store").resolve(StoreFolder.LMDB_LOCK));
                damage.to(folder.resolve("store").resolve(StoreFolder.DATA));
                answers.println(access + " " + outcome(folder, access));
            }
        }
    }

    private static String outcome(Path folder, Access access) {
        try (Store store = Stores.open(folder, access, Map.of())) {
            if (access == Access.WRITE) {
                append(store);
                String appended = read(store, SampleStore.FLOOR, SampleStore.NEWEST + APPENDED);
                store.trim(CTX, SampleStore.FLOOR + 400);
                String trimmed = read(store, SampleStore.FLOOR + 400, SampleStore.NEWEST + APPENDED);
                return appended.equals("same") ? trimmed : appended;
            }
            return read(store, SampleStore.FLOOR, SampleStore.NEWEST);
        } catch (StoreException e) {
            return "refused " + e.getMessage();
        } catch (RuntimeException | Error e) {
            return "WRONG " + e;
        }
    }

    private static void append(Store store) {
        for (int i = 0; i < APPENDED; i += 20) {
            SampleStore.append(store, SampleStore.NEWEST + 1 + i, 20);
        }
    }

    private static String read(Store store, long floor, long newest) {
        List<Long> all = LongStream.rangeClosed(floor + 1, newest).boxed().toList();
        require(store.span(CTX).floor().position() == floor, "the floor");
        require(store.span(CTX).newest().position() == newest, "the newest");
        require(all.equals(SampleStore.positions(store, LabelFilter.any(), false)), "all, ascending");
        List<Long> descending =
                all.stream().sorted((a, b) -> Long.compare(b, a)).toList();
        require(descending.equals(SampleStore.positions(store, LabelFilter.any(), true)), "all, descending");
        long missing = 0;
        for (int label = 0; label < SampleStore.LABELS; label++) {
            int wanted = label;
            List<Long> expected = all.stream()
                    .filter(position -> position % SampleStore.LABELS == wanted)
                    .toList();
            for (boolean newestFirst : new boolean[] {false, true}) {
                List<Long> found =
                        SampleStore.positions(store, LabelFilter.exactly(SampleStore.label(label)), newestFirst);
                require(expected.containsAll(found), "what " + SampleStore.label(label) + " finds");
                missing += expected.size() - found.size();
            }
        }
        return missing == 0 ? "same" : "missing " + missing + " by label";
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("wrong: " + what);
        }
    }
}
