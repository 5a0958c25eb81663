package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a store does when it is told to remove records. */
interface StoreTrimRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck(
            "that trim removes through the position it is given, that one included, and counts what it removed")
    default void s12_theOldestAreRemovedAndCounted() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assumeKeeps(store);
            List<Cursor> cursors = Records.append(store, Records.numbered(1, 9));
            assertEquals(0, store.trim(Task.patience(), 0), "removed through position 0");
            assertEquals(4, store.trim(Task.patience(), cursors.get(3).position()), "removed through the fourth");
            assertEquals(List.of(5, 6, 7, 8, 9), held(store));
            assertEquals(0, store.trim(Task.patience(), cursors.get(3).position()), "removed through the floor");
            assertEquals(
                    0, store.trim(Task.patience(), cursors.get(1).position()), "removed through one below the floor");
            assertEquals(cursors.get(3), store.span(Task.patience()).floor(), "the floor after all that");
            assertEquals(1, store.trim(Task.patience(), cursors.get(4).position()), "removed through the fifth");
            assertEquals(List.of(6, 7, 8, 9), held(store));
        }
    }

    @Test
    @IfThisFailsCheck("that trimming beyond the newest position removes all, and no more than that")
    default void s12_beyondTheNewestAllAreRemoved() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assumeKeeps(store);
            assertEquals(0, store.trim(Task.patience(), 10), "removed from an empty store");
            assertEquals(Cursor.ORIGIN, store.span(Task.patience()).floor(), "the floor of an empty store");
            List<Cursor> cursors = Records.append(store, Records.numbered(1, 3));
            assertEquals(3, store.trim(Task.patience(), Long.MAX_VALUE), "removed beyond the newest");
            assertEquals(cursors.get(2), store.span(Task.patience()).floor(), "the floor where all is removed");
            assertEquals(List.of(), held(store));
            Records.append(store, Records.numbered(4, 2));
            assertEquals(List.of(4, 5), held(store));
        }
    }

    private static List<Integer> held(Store store) {
        return Records.read(store, Records.ALL).stream().map(Records::number).toList();
    }

    @Test
    @IfThisFailsCheck("that the space of what trim removed is given to what is appended next")
    default void s12_theSpaceOfWhatIsRemovedIsUsedAgain() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assume(
                    workspace.has(store, StoreFeature.DURABLE), "only a durable store has files to be measured");
            List<Record> batch = Collections.nCopies(32, new Record(Records.START, "a", new byte[4 << 10]));
            long early = 0;
            for (int round = 1; round <= 60; round++) {
                Cursor newest = store.append(Task.patience(), batch).last();
                store.trim(Task.patience(), newest.position());
                if (round == 15) {
                    early = bytes(workspace.directory());
                }
            }
            long late = bytes(workspace.directory());
            assertTrue(late <= 2 * early, "files grew from " + early + " to " + late + " bytes while nothing was kept");
        }
    }

    private static long bytes(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
