package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreSpan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store answers without reading. */
interface StoreQueryRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck(
            "that count counts what page after page would give, over the same range, whatever the limits of a page")
    default void s16_countIsWhatReadingGives() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assumeKeeps(store);
            List<Cursor> cursors = Records.append(store, Records.numbered(1, 20));
            store.trim(Task.patience(), cursors.get(4).position());
            for (ReadRequest range : List.of(
                    Records.ALL,
                    Records.after(cursors.get(9)),
                    Records.from(cursors.get(9)),
                    Records.before(cursors.get(2)))) {
                for (LabelFilter filter : List.of(LabelFilter.any(), LabelFilter.glob("*1"))) {
                    ReadRequest request = Records.limited(Records.matching(range, filter), 3, 1);
                    long read = Records.read(store, request).size();
                    assertEquals(read, store.count(Task.patience(), request), () -> "count by " + request);
                    assertEquals(
                            read,
                            store.count(Task.patience(), Records.newestFirst(request)),
                            () -> "count by " + request);
                }
            }
        }
    }

    @Test
    @IfThisFailsCheck("that of several records with one time the oldest is found, and only among those above the floor")
    default void s16_theFirstAtOrAfterATimeIsTheOldestThatIsNotOlder() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assumeKeeps(store);
            Instant start = Records.START;
            List<Cursor> cursors = Records.append(
                    store,
                    List.of(
                            Records.at(start, "a"),
                            Records.at(start.plusNanos(10), "b"),
                            Records.at(start.plusNanos(10), "c"),
                            Records.at(start.plusSeconds(1), "d")));
            assertFirst(store, Instant.MIN, cursors.get(0));
            assertFirst(store, start.minusNanos(1), cursors.get(0));
            assertFirst(store, start, cursors.get(0));
            assertFirst(store, start.plusNanos(1), cursors.get(1));
            assertFirst(store, start.plusNanos(10), cursors.get(1));
            assertFirst(store, start.plusNanos(11), cursors.get(3));
            assertFirst(store, start.plusSeconds(1), cursors.get(3));
            assertEquals(
                    Optional.empty(),
                    store.firstAtOrAfter(Task.patience(), start.plusSeconds(1).plusNanos(1)));
            assertEquals(Optional.empty(), store.firstAtOrAfter(Task.patience(), Instant.MAX));
            store.trim(Task.patience(), cursors.get(1).position());
            assertFirst(store, start, cursors.get(2));
            store.trim(Task.patience(), cursors.get(3).position());
            assertEquals(Optional.empty(), store.firstAtOrAfter(Task.patience(), start), "where all is trimmed");
        }
    }

    private static void assertFirst(Store store, Instant time, Cursor expected) {
        assertEquals(
                Optional.of(expected), store.firstAtOrAfter(Task.patience(), time), () -> "first at or after " + time);
    }

    @Test
    @IfThisFailsCheck(
            "that floor, newest and newest time are kept as of one moment, and stay when the records they name are removed")
    default void s16_theSpanNamesWhatIsThere() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            assertEquals(new StoreSpan(Cursor.ORIGIN, Cursor.ORIGIN, Instant.MIN), store.span(Task.patience()));
            workspace.assumeKeeps(store);
            Instant later = Records.START.plusSeconds(5);
            List<Cursor> cursors = Records.append(
                    store,
                    List.of(Records.at(Records.START, "a"), Records.at(Records.START, "b"), Records.at(later, "c")));
            Cursor newest = cursors.get(2);
            assertEquals(new StoreSpan(Cursor.ORIGIN, newest, later), store.span(Task.patience()));
            store.trim(Task.patience(), cursors.get(0).position());
            assertEquals(new StoreSpan(cursors.get(0), newest, later), store.span(Task.patience()));
            store.trim(Task.patience(), newest.position());
            assertEquals(new StoreSpan(newest, newest, later), store.span(Task.patience()));
        }
    }
}
