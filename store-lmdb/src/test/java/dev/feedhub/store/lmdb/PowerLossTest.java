package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.StoreException;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.AppendingChild.Tells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a store holds after a loss of power at any moment. A child that makes a store and appends to it is recorded, call by call; then
 * the disk is rebuilt as it may be at moments of the recording, each with other sectors of what was not synced, and opened.
 *
 * <p>{@code ./evidence power-loss} loses the power 5 times after each call of a longer recording.
 */
@Tag("once")
@Timeout(900)
class PowerLossTest {
    private static final Context CTX = Context.background();
    private static final int BATCHES = FullSize.of(60, 200);

    /** Enough records for those blocks that are listed first to be removed by the last batches. */
    private static final int LARGE_BATCH = 50;

    private static final int LOSSES = 5;
    private static final int MOST_PASSES = 20;
    private static final boolean FULL = Boolean.getBoolean("feedhub.full");

    private final long seed = Long.getLong("feedhub.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private int losses;
    private int untold;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path scratch;

    @BeforeAll
    static void requireRecorder() {
        assumeTrue(RecordedProcess.isPossible(), "strace is not here, or may not look at processes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit", "meta"})
    void s11_whatWasToldToBeDurableIsThereAfterPowerLoss(String durability) throws IOException, InterruptedException {
        long start = System.nanoTime();
        losePowerAnywhere(record(durability, durability.equals("commit") ? Tells.APPENDED : Tells.SYNCED));
        if (FULL) {
            System.out.printf(
                    "evidence: power loss, durability %s | %,d losses | seed %d | %d s | nothing told durable was missing,"
                            + " %,d times there was more%n",
                    durability, losses, seed, (System.nanoTime() - start) / 1_000_000_000, untold);
        }
    }

    @Test
    void s11_aSyncThatDoesNothingIsFound() throws IOException, InterruptedException {
        List<DiskEvent> recording = record("meta", Tells.SYNCED_FALSELY);
        AssertionError found = losePowerUntilItShows(recording);
        assertTrue(String.valueOf(found.getMessage()).contains("was told to be durable"), found::toString);
    }

    @Test
    void s11_anAppendWhoseSyncDoesNothingIsFound() throws IOException, InterruptedException {
        List<DiskEvent> recording = record("commit", Tells.APPENDED);
        long made = recording.stream()
                .takeWhile(event -> !(event instanceof DiskEvent.Said))
                .count();
        Stream<DiskEvent> unsynced =
                recording.stream().skip(made).filter(event -> !(event instanceof DiskEvent.Synced));
        List<DiskEvent> broken =
                Stream.concat(recording.stream().limit(made), unsynced).toList();
        assertTrue(broken.size() < recording.size(), "there were syncs");
        Throwable found = losePowerUntilItShows(broken).getCause();
        assertTrue(found instanceof AssertionError || found instanceof StoreException, () -> "found " + found);
    }

    /** One pass loses the power at a few moments only, and of those few are between what was told and what the next append syncs. */
    private AssertionError losePowerUntilItShows(List<DiskEvent> recording) throws IOException {
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            try {
                losePowerAnywhere(recording);
            } catch (AssertionError found) {
                return found;
            }
        }
        return fail("none of " + losses + " losses of power showed what is wrong (seed " + seed + ")");
    }

    private List<DiskEvent> record(String durability, Tells tells) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(scratch.resolve("recorded")).toRealPath();
        List<String> child = ChildJvm.command(
                AppendingChild.class, folder.toString(), durability, "" + BATCHES, "" + LARGE_BATCH, tells.name());
        List<DiskEvent> recording = RecordedProcess.run(folder, scratch.toRealPath(), child);
        assertTrue(recording.size() > 2 * BATCHES, () -> "the recording has only " + recording.size() + " calls");
        ListedBlocksRemoved.check(folder, SampleStore.LABELS);
        return recording;
    }

    private void losePowerAnywhere(List<DiskEvent> recording) throws IOException {
        PoweredDisk disk = new PoweredDisk(scratch.toRealPath().resolve("recorded"));
        long epoch = recording.stream()
                .flatMap(event -> event instanceof DiskEvent.Said said ? Stream.of(said) : Stream.empty())
                .mapToLong(said -> Cursor.parse(said.line()).epoch())
                .findFirst()
                .orElseThrow();
        Cursor told = Cursor.ORIGIN;
        for (DiskEvent event : recording) {
            disk.apply(event);
            if (event instanceof DiskEvent.Said said) {
                told = Cursor.parse(said.line());
            }
            for (int i = 0; i < LOSSES; i++) {
                if (FULL || random.nextInt(40) == 0) {
                    losePower(disk, told, epoch);
                }
            }
        }
    }

    private void losePower(PoweredDisk disk, Cursor told, long epoch) throws IOException {
        losses++;
        Path folder = Files.createDirectory(scratch.resolve("lost"));
        try {
            disk.losePower(random, folder);
            look(folder, told, epoch);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("loss " + losses + " (seed " + seed + "): " + e.getMessage(), e);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * Opens what is left.
     *
     * @param told the last cursor that was told
     * @param epoch of the opening that lost the power, even if none of its records is left
     */
    private void look(Path folder, Cursor told, long epoch) {
        if (Files.exists(folder.resolve("store").resolve(StoreFolder.MANIFEST))) {
            assertSound(folder); // before LMDB touches what a broken store has left
        }
        Cursor newest;
        try (Store store = Stores.open(folder, Access.WRITE, Map.of("feedhub.store.lmdb.durability", "meta"))) {
            newest = store.span(CTX).newest();
            assertTrue(
                    newest.position() >= told.position(),
                    told + " was told to be durable, and the store ends with " + newest);
            assertTrue(
                    AppendingChild.isEndOfBatch(newest.position(), LARGE_BATCH),
                    newest + " is in the middle of a batch");
            untold += newest.position() > told.position() ? 1 : 0;
            long floor = store.span(CTX).floor().position();
            assertTrue(newest.position() - floor <= AppendingChild.KEPT + 100, "retention was not applied");
            assertEquals(
                    LongStream.rangeClosed(floor + 1, newest.position()).boxed().toList(),
                    SampleStore.positions(store, LabelFilter.any(), false));
            if (told.position() > floor) {
                assertEquals(newest.position() - told.position(), store.count(CTX, SampleStore.after(told)));
            }
            Cursor next =
                    SampleStore.append(store, (int) newest.position() + 1, 1).last();
            assertNotEquals(epoch, next.epoch(), "the epoch of a new opening");
        }
        assertSound(folder);
    }

    private static void assertSound(Path folder) {
        assertEquals(
                List.of(),
                new LmdbStoreProvider()
                        .verify(CTX, Stores.config(folder, Access.READ, Map.of()))
                        .problems());
    }
}
