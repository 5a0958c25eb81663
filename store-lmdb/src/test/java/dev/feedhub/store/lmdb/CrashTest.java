package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.TruncatedException;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoredRecord;
import dev.feedhub.store.lmdb.AppendingChild.Tells;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Writers that are killed at any moment, one after the other on one store with retention, and a reader beside them all.
 *
 * <p>{@code ./evidence crash} kills 200 for each durability.
 */
@Tag("once")
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // reading a pipe cannot be interrupted
class CrashTest {
    private static final Context CTX = Context.background();
    private static final int KILLS = FullSize.of(3, 200);
    private static final int MOST_NANOS = 20_000_000; // as long as a large append takes

    /** Enough records for more blocks than are listed at once: each other append lists some, and removes as many. */
    private static final int LARGE_BATCH = 12 * UnlistedBlocks.MOST;

    private final long seed = Long.getLong("feedhub.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Set<Long> epochs = new HashSet<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"commit", "meta"})
    void s11_whatWasAppendedIsThereAfterEveryKill(String durability) throws IOException, InterruptedException {
        long start = System.nanoTime();
        System.out.println("kills, durability " + durability + ": feedhub.seed=" + seed);
        Stores.write(folder, AppendingChild.settings(durability)).close();
        AtomicBoolean stop = new AtomicBoolean();
        long read;
        try (Store beside = Stores.read(folder)) {
            CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> follow(beside, stop));
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    look(durability, killed(durability));
                }
            } finally {
                stop.set(true);
                read = reader.join();
            }
        }
        assertTrue(read > 0, "the reader read nothing");
        ListedBlocksRemoved.check(folder, SampleStore.LABELS);
        if (KILLS > 3) {
            System.out.printf(
                    "evidence: SIGKILL, durability %s, with retention | %,d kills | seed %d | %d s | every append there,"
                            + " a reader beside read %,d records in order%n",
                    durability, KILLS, seed, (System.nanoTime() - start) / 1_000_000_000, read);
        }
    }

    /** The last cursor that a writer told before it was killed. */
    private Cursor killed(String durability) throws IOException, InterruptedException {
        Process child = ChildJvm.start(
                List.of(),
                AppendingChild.class,
                folder.toString(),
                durability,
                Integer.toString(Integer.MAX_VALUE),
                Integer.toString(LARGE_BATCH),
                Tells.APPENDED.name());
        Cursor told = Cursor.ORIGIN;
        try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
            for (int left = 2 + random.nextInt(20); left > 0; left--) {
                told = Cursor.parse(lines.readLine());
            }
            LockSupport.parkNanos(random.nextInt(MOST_NANOS));
            child.toHandle().destroyForcibly(); // which leaves what it wrote to be read
            for (String line = lines.readLine(); line != null && line.endsWith(end(told)); line = lines.readLine()) {
                told = Cursor.parse(line);
            }
        }
        assertEquals(128 + 9, child.waitFor());
        assertTrue(epochs.add(told.epoch()), "epoch " + told.epoch() + " is used again");
        return told;
    }

    /** What each line of an opening ends with; a line that was cut off by the kill does not. */
    private static String end(Cursor told) {
        String text = told.toString();
        return text.substring(text.indexOf('-'));
    }

    private void look(String durability, Cursor told) {
        try (Store store = Stores.open(folder, Access.WRITE, AppendingChild.settings(durability))) {
            long newest = store.span(CTX).newest().position();
            long floor = store.span(CTX).floor().position();
            assertTrue(newest >= told.position(), told + " was told, and the store ends with " + newest);
            assertTrue(AppendingChild.isEndOfBatch(newest, LARGE_BATCH), newest + " is in the middle of a batch");
            assertEquals(
                    LongStream.rangeClosed(floor + 1, newest).boxed().toList(),
                    SampleStore.positions(store, LabelFilter.any(), false));
        }
        assertEquals(
                List.of(),
                new LmdbStoreProvider()
                        .verify(CTX, Stores.config(folder, Access.READ, Map.of()))
                        .problems());
    }

    /** Reads on until told to stop; gives how many records. */
    private static long follow(Store store, AtomicBoolean stop) {
        long read = 0;
        Cursor last = store.span(CTX).floor();
        while (!stop.get()) {
            try {
                RecordPage page = store.read(CTX, SampleStore.after(last));
                for (StoredRecord record : page.records()) {
                    assertEquals(last.position() + 1, record.cursor().position());
                    SampleStore.requireSame(record);
                    last = record.cursor();
                    read++;
                }
            } catch (TruncatedException e) {
                last = e.floor();
            }
        }
        return read;
    }
}
