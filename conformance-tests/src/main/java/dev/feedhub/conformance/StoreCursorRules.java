package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.Query.Bound;
import dev.feedhub.TruncatedException;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store says of cursors that it cannot read from. */
interface StoreCursorRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck(
            "that a lower bound is compared with the floor: after(c) needs c at or above it, from(c) needs c above it")
    default void s06_aRangeThatBeginsBelowTheFloorIsTruncated() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assumeKeeps(store);
            List<Cursor> cursors = Records.append(store, Records.numbered(1, 6));
            store.trim(Task.patience(), cursors.get(2).position());
            for (Cursor below : List.of(Cursor.ORIGIN, cursors.get(0), cursors.get(1))) {
                assertTruncated(store, Records.after(below));
            }
            for (Cursor gone : List.of(cursors.get(0), cursors.get(1), cursors.get(2))) {
                assertTruncated(store, Records.from(gone));
            }
            assertEquals(3, Records.read(store, Records.after(cursors.get(2))).size(), "after the floor");
            assertEquals(3, Records.read(store, Records.from(cursors.get(3))).size(), "from the oldest");
            assertEquals(3, Records.read(store, Records.ALL).size(), "without a lower bound");
            assertEquals(0, Records.read(store, Records.before(cursors.get(1))).size(), "before the floor");
        }
    }

    private static void assertTruncated(Store store, ReadRequest request) {
        for (ReadRequest either : List.of(request, Records.newestFirst(request))) {
            TruncatedException truncated = assertThrows(
                    TruncatedException.class, () -> Records.page(store, either), () -> "read by " + either);
            assertEquals(store.span(Task.patience()).floor(), truncated.floor(), "the floor that is told");
            assertEquals(store.span(Task.patience()).newest(), truncated.newest(), "the newest that is told");
            assertThrows(
                    TruncatedException.class, () -> store.count(Task.patience(), either), () -> "count by " + either);
        }
    }

    @Test
    @IfThisFailsCheck(
            "that the epoch of each bound is looked up, and its position compared with the epoch's first and last")
    default void s06_aCursorOfAnotherHistoryHasDiverged() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            List<Cursor> cursors = Records.append(store, Records.numbered(1, 4));
            Cursor newest = cursors.get(3);
            Store other = workspace.open(workspace.otherDirectory(), Access.WRITE);
            Cursor foreign = Records.append(other, "a");
            store.trim(Task.patience(), cursors.get(1).position());
            List<Cursor> diverged = List.of(
                    foreign,
                    new Cursor(newest.position(), newest.epoch() + 1),
                    new Cursor(newest.position(), 0),
                    new Cursor(newest.position() + 1, newest.epoch()),
                    new Cursor(Long.MAX_VALUE, newest.epoch()),
                    new Cursor(0, newest.epoch()));
            for (Cursor cursor : diverged) {
                assertDiverged(store, Records.after(cursor));
                assertDiverged(store, Records.from(cursor));
                assertDiverged(store, Records.before(cursor));
                assertDiverged(store, Records.between(null, new Bound(cursor, true)));
                assertDiverged(store, Records.between(new Bound(cursors.get(0), true), new Bound(cursor, true)));
            }
        }
    }

    private static void assertDiverged(Store store, ReadRequest request) {
        for (ReadRequest either : List.of(request, Records.newestFirst(request))) {
            DivergedException diverged =
                    assertThrows(DivergedException.class, () -> Records.page(store, either), () -> "read by " + either);
            assertEquals(store.span(Task.patience()).floor(), diverged.floor(), "the floor that is told");
            assertEquals(store.span(Task.patience()).newest(), diverged.newest(), "the newest that is told");
            assertThrows(
                    DivergedException.class, () -> store.count(Task.patience(), either), () -> "count by " + either);
        }
    }

    @Test
    @IfThisFailsCheck("that reading after the newest position gives an empty page whose through is that position")
    default void s06_afterTheNewestIsAnEmptySuccess() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            for (int round = 0; round < 2; round++) {
                Cursor newest = Records.append(store, "a");
                RecordPage page = Records.page(store, Records.after(newest));
                assertEquals(List.of(), page.records());
                assertEquals(newest, page.through(), "through of a page after the newest");
                assertTrue(page.atEnd(), "a page after the newest is not at the end");
                assertEquals(0, store.count(Task.patience(), Records.after(newest)));
                store.trim(Task.patience(), newest.position());
                assertEquals(
                        newest, Records.page(store, Records.after(newest)).through(), "through where all is trimmed");
            }
        }
    }

    @Test
    @IfThisFailsCheck("that ORIGIN is known to every store, whatever its epochs")
    default void s06_originIsBeforeTheFirstOfAnyStore() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assumeKeeps(store);
            Records.append(store, Records.numbered(1, 3));
            assertEquals(3, Records.read(store, Records.after(Cursor.ORIGIN)).size(), "after ORIGIN");
            assertEquals(0, Records.read(store, Records.before(Cursor.ORIGIN)).size(), "before ORIGIN");
        }
    }
}
