package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.LimitExceededException;
import dev.feedhub.Query.Bound;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a store does when it appends. */
interface StoreAppendRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck("that each record of a batch takes the next position, also across batches of different sizes")
    default void s01_positionsStrictlyIncrease() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            Cursor last = Cursor.ORIGIN;
            for (int size = 1; size <= 40; size++) {
                List<Cursor> given = Records.append(store, Records.numbered(1, size));
                assertEquals(size, given.size(), "positions given for a batch of " + size);
                for (Cursor cursor : given) {
                    assertTrue(cursor.position() > last.position(), () -> cursor + " was given after an older one");
                    last = cursor;
                }
                assertEquals(last, store.span(Task.patience()).newest(), "the newest position");
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that the first position is 1 and that nothing but a stored record uses one up; or do not claim CONSECUTIVE")
    default void s01_positionsHaveNoHolesWhereConsecutive() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            List<Cursor> given = new ArrayList<>(Records.append(store, Records.numbered(1, 3)));
            store.trim(Task.patience(), given.get(1).position());
            given.addAll(Records.append(store, Records.numbered(4, 4)));
            store.trim(Task.patience(), given.get(6).position());
            given.addAll(Records.append(store, Records.numbered(8, 1)));
            for (int i = 0; i < given.size(); i++) {
                long position = given.get(i).position();
                if (workspace.has(store, StoreFeature.CONSECUTIVE)) {
                    assertEquals(i + 1, position, "the position of record " + (i + 1));
                } else {
                    assertTrue(position > i, "positions begin at 1, record " + (i + 1) + " has " + position);
                }
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that the next position is kept apart from the records, so that removing the newest does not free its position")
    default void s02_noPositionIsGivenTwiceAfterTrim() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            long newest = 0;
            for (int round = 0; round < 5; round++) {
                List<Cursor> given = Records.append(store, Records.numbered(1, 3));
                assertTrue(
                        given.get(0).position() > newest,
                        "position " + given.get(0).position() + " is given again after " + newest + " was trimmed");
                newest = given.get(2).position();
                store.trim(Task.patience(), newest);
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that the newest position is stored apart from the records, and that each opening draws an epoch of its own")
    default void s02_noCursorIsGivenTwiceAfterTrimAndReopening() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            Set<Cursor> given = new HashSet<>();
            long newest = 0;
            for (int round = 0; round < 4; round++) {
                for (Cursor cursor : Records.append(store, Records.numbered(1, 2))) {
                    assertTrue(given.add(cursor), () -> cursor + " is given again after trim and reopening");
                    if (workspace.has(store, StoreFeature.DURABLE)) {
                        assertTrue(
                                cursor.position() > newest,
                                "position " + cursor.position() + " is given again after " + newest);
                    }
                    newest = cursor.position();
                }
                store.trim(Task.patience(), newest);
                store = workspace.reopen(store);
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that a batch that is refused halfway leaves no record behind under the positions that the next batch is given")
    default void s02_noPositionIsGivenTwiceAfterAFailedAppend() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            List<Cursor> given = new ArrayList<>(Records.append(store, Records.numbered(1, 2)));
            String tooLong = "x".repeat(store.limits().labelBytes() + 1);
            for (int round = 0; round < 3; round++) {
                List<Record> batch = new ArrayList<>(Records.numbered(90, 2));
                batch.add(Records.record(tooLong, "1"));
                assertThrows(LimitExceededException.class, () -> store.append(Task.patience(), batch));
                given.addAll(Records.append(store, Records.numbered(3 + 2 * round, 2)));
            }
            assertEquals(
                    given.size(),
                    given.stream().map(Cursor::position).distinct().count(),
                    "distinct positions of " + given);
            if (!workspace.has(store, StoreFeature.KEEPS_NOTHING)) {
                for (Cursor cursor : given) {
                    List<Integer> named =
                            Records.read(store, Records.between(new Bound(cursor, true), new Bound(cursor, true)))
                                    .stream()
                                    .map(Records::number)
                                    .toList();
                    assertEquals(List.of(1 + given.indexOf(cursor)), named, () -> "records that " + cursor + " names");
                }
            }
        }
    }

    @Test
    @IfThisFailsCheck("that the epoch is drawn from a good random source at every opening for writing")
    default void s02_everyOpeningDrawsAnEpochOfItsOwn() {
        try (Workspace workspace = new Workspace(this)) {
            Set<Long> epochs = new HashSet<>();
            for (int opening = 0; opening < 8; opening++) {
                Store store = workspace.open();
                assertTrue(epochs.add(Records.append(store, "a").epoch()), "an epoch was drawn twice");
                store.close();
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that limits are checked for the whole batch before the first record is stored or takes a position")
    default void s03_aRefusedBatchLeavesNothing() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            Cursor before = Records.append(store, "a");
            StoreSpan span = store.span(Task.patience());
            String tooLong = "x".repeat(store.limits().labelBytes() + 1);
            List<Record> batch =
                    List.of(Records.record("b", "1"), Records.record(tooLong, "2"), Records.record("c", "3"));
            assertThrows(LimitExceededException.class, () -> store.append(Task.patience(), batch));
            assertEquals(span, store.span(Task.patience()), "the span after a refused batch");
            Cursor next = Records.append(store, "d");
            assertNotEquals(before, next);
            if (workspace.has(store, StoreFeature.CONSECUTIVE)) {
                assertEquals(before.position() + 1, next.position(), "the position after a refused batch");
            }
            if (!workspace.has(store, StoreFeature.KEEPS_NOTHING)) {
                assertEquals(2, store.count(Task.patience(), Records.ALL), "records after a refused batch");
            }
        }
    }

    @Test
    @IfThisFailsCheck("that append looks at its context before anything is stored")
    default void w02_anAppendOrTrimWhoseContextIsDoneHasNoEffect() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            Records.append(store, Records.numbered(1, 3));
            StoreSpan span = store.span(Task.patience());
            Cancellable done = Context.background().withCancel();
            done.close();
            assertThrows(CancelledException.class, () -> store.append(done, Records.numbered(4, 1)));
            assertThrows(CancelledException.class, () -> store.trim(done, 2));
            assertEquals(span, store.span(Task.patience()), "the span after calls whose context was done");
        }
    }

    @Test
    @IfThisFailsCheck("that span, read, count and firstAtOrAfter look at their context first")
    default void w01_aQueryWhoseContextIsDoneEndsWithIt() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            Cancellable done = Context.background().withCancel();
            done.close();
            assertThrows(CancelledException.class, () -> store.span(done));
            assertThrows(CancelledException.class, () -> store.read(done, Records.ALL));
            assertThrows(CancelledException.class, () -> store.count(done, Records.ALL));
            assertThrows(CancelledException.class, () -> store.firstAtOrAfter(done, Records.START));
        }
    }
}
