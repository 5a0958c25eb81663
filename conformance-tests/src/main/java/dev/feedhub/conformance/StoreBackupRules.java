package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoredRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A store whose files are put back to what they were, or are gone. */
interface StoreBackupRules extends StoreUnderTest {
    private static List<Record> at(int second, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> Records.at(Records.START.plusSeconds(second), "n/" + i))
                .toList();
    }

    private static Store restored(Workspace workspace, Path backup) {
        Folders.empty(workspace.directory());
        Folders.copy(backup, workspace.directory());
        return workspace.open();
    }

    @Test
    @IfThisFailsCheck(
            "that each opening draws its epoch at random: not from a counter, a clock, or what the files hold")
    default void s02_aRestoredBackupGivesNoCursorAgain() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeDurable();
            Store store = workspace.open();
            List<Cursor> kept = Records.append(store, Records.numbered(1, 3));
            store.close();
            Path backup = workspace.directory("backup");
            Folders.copy(workspace.directory(), backup);
            Set<Cursor> given = new HashSet<>(kept);
            for (int restore = 0; restore < 3; restore++) {
                store = restored(workspace, backup);
                List<Cursor> cursors = Records.append(store, Records.numbered(4, 4));
                for (Cursor cursor : cursors) {
                    assertTrue(
                            given.add(cursor),
                            cursor + " was given before the backup was restored, and is given again");
                }
                assertEquals(7, store.count(Task.patience(), Records.ALL));
                store.close();
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that a cursor is looked up by its epoch too, and that positions under an epoch end where the next one begins")
    default void s06_cursorsOfALostTailHaveDiverged() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeDurable();
            Store first = workspace.open();
            List<Cursor> kept = Records.append(first, at(0, 1, 3));
            first.close();
            Path backup = workspace.directory("backup");
            Folders.copy(workspace.directory(), backup);
            Store second = workspace.open();
            List<Cursor> lost = Records.append(second, at(10, 4, 4));
            second.close();

            Store store = restored(workspace, backup);
            assertLost(store, lost);
            List<Cursor> appended = new ArrayList<>(Records.append(store, at(20, 14, 2)));
            assertLost(store, lost);
            appended.addAll(Records.append(store, at(30, 16, 6)));
            assertLost(store, lost);

            assertEquals(
                    List.of("n/14", "n/15", "n/16", "n/17", "n/18", "n/19", "n/20", "n/21"),
                    labels(store, Records.after(kept.get(2))));
            assertEquals(
                    appended.get(0),
                    store.firstAtOrAfter(Task.patience(), Records.START.plusSeconds(10))
                            .orElseThrow(),
                    "the first not older than what is lost");
            assertEquals(
                    appended.get(2),
                    store.firstAtOrAfter(Task.patience(), Records.START.plusSeconds(21))
                            .orElseThrow());
            Store again = workspace.reopen(store);
            assertLost(again, lost);
            assertEquals(8, again.count(Task.patience(), Records.after(kept.get(2))));
        }
    }

    private static void assertLost(Store store, List<Cursor> lost) {
        for (Cursor cursor : lost) {
            for (ReadRequest request : List.of(Records.after(cursor), Records.from(cursor), Records.before(cursor))) {
                assertThrows(DivergedException.class, () -> Records.page(store, request), () -> "read of " + request);
                assertThrows(
                        DivergedException.class,
                        () -> store.count(Task.patience(), request),
                        () -> "count of " + request);
            }
        }
    }

    private static List<String> labels(Store store, ReadRequest request) {
        return Records.read(store, request).stream()
                .map(StoredRecord::record)
                .map(Record::label)
                .toList();
    }

    @Test
    @IfThisFailsCheck("that nothing of a store is kept outside its folder, nor in the process once it is closed")
    default void s06_cursorsOfAStoreThatWasWipedHaveDiverged() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeDurable();
            Store first = workspace.open();
            List<Cursor> lost = Records.append(first, Records.numbered(1, 5));
            first.close();
            Folders.empty(workspace.directory());
            Store store = workspace.open();
            assertEquals(Cursor.ORIGIN, store.span(Task.patience()).newest(), "the newest position of an empty folder");
            assertLost(store, lost);
            Records.append(store, Records.numbered(1, 9));
            assertLost(store, lost);
        }
    }
}
