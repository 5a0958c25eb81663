package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query.Bound;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoredRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a page of a store holds. */
interface StoreReadRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck("the ends of the range, the order, and where the next page begins")
    default void s05_everyMatchingRecordOfTheRangeOnceInOrder() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assumeKeeps(store);
            List<Cursor> cursors = Records.append(store, Records.numbered(0, 12));
            Bound second = new Bound(cursors.get(1), true);
            Bound afterSecond = new Bound(cursors.get(1), false);
            Bound tenth = new Bound(cursors.get(9), true);
            Bound beforeTenth = new Bound(cursors.get(9), false);
            assertRange(store, Records.ALL, 0, 11);
            assertRange(store, Records.between(second, null), 1, 11);
            assertRange(store, Records.between(afterSecond, null), 2, 11);
            assertRange(store, Records.between(null, tenth), 0, 9);
            assertRange(store, Records.between(null, beforeTenth), 0, 8);
            assertRange(store, Records.between(second, beforeTenth), 1, 8);
            assertRange(store, Records.between(afterSecond, tenth), 2, 9);
            assertRange(store, Records.between(second, second), 1, 1);
            assertRange(store, Records.between(second, afterSecond), 1, 0);
            assertRange(store, Records.between(tenth, second), 1, 0);
        }
    }

    private static void assertRange(Store store, ReadRequest range, int first, int last) {
        for (LabelFilter filter : List.of(LabelFilter.any(), LabelFilter.exactly("n/1"), LabelFilter.glob("m*"))) {
            List<Integer> expected = new ArrayList<>(IntStream.rangeClosed(first, last)
                    .filter(i -> filter.matches("n/" + i % 3))
                    .boxed()
                    .toList());
            for (int limit : new int[] {1, 2, 5, 100}) {
                ReadRequest request = Records.limited(Records.matching(range, filter), limit, Long.MAX_VALUE);
                assertEquals(expected, numbers(store, request), () -> "read by " + request);
                ReadRequest backwards = Records.newestFirst(request);
                List<Integer> found = numbers(store, backwards);
                Collections.reverse(found);
                assertEquals(expected, found, () -> "read by " + backwards);
            }
        }
    }

    private static List<Integer> numbers(Store store, ReadRequest request) {
        return new ArrayList<>(
                Records.read(store, request).stream().map(Records::number).toList());
    }

    @Test
    @IfThisFailsCheck(
            "that a page ends at maxRecords, that through is its last record then, and that atEnd holds when nothing follows")
    default void s05_aPageKeepsItsLimitAndTellsHowFarItLooked() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assumeKeeps(store);
            List<Cursor> cursors = Records.append(store, Records.numbered(1, 5));
            RecordPage two = Records.page(store, Records.limited(Records.ALL, 2, Long.MAX_VALUE));
            assertEquals(2, two.records().size());
            assertEquals(cursors.get(1), two.through(), "through of the first page of two");
            assertFalse(two.atEnd(), "a page of two of five records is at the end");
            RecordPage rest = Records.page(store, Records.limited(Records.after(two.through()), 3, Long.MAX_VALUE));
            assertEquals(3, rest.records().size());
            assertEquals(cursors.get(4), rest.through(), "through of the last page");
            assertTrue(rest.atEnd(), "a page with the last record is not at the end");
            RecordPage none = Records.page(store, Records.matching(Records.ALL, LabelFilter.exactly("missing")));
            assertEquals(List.of(), none.records());
            assertEquals(cursors.get(4), none.through(), "through where nothing matches");
            assertTrue(none.atEnd(), "a page that looked at everything is not at the end");
            assertEquals(store.span(Task.patience()), none.span(), "the span that comes with a page");
        }
    }

    @Test
    @IfThisFailsCheck("that a page looks at one record at least, and that through moves over records that do not match")
    default void s05_aPageMovesOnThoughNothingMatches() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assumeKeeps(store);
            Records.append(store, Records.numbered(1, 30));
            ReadRequest least = Records.limited(Records.matching(Records.ALL, LabelFilter.exactly("n/2")), 1, 1);
            for (ReadRequest request : List.of(least, Records.newestFirst(least))) {
                assertEquals(10, Records.read(store, request).size(), () -> "read by " + request);
            }
            RecordPage one = Records.page(store, Records.limited(Records.ALL, 100, 1));
            assertTrue(one.records().size() >= 1, "a page that matches everything is empty");
        }
    }

    @Test
    @IfThisFailsCheck("that a page stops about where it has looked at maxExamined bytes, whether they match or not")
    default void s05_aPageStopsNearItsExaminedBytes() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assumeKeeps(store);
            int records = 400;
            for (int i = 0; i < records; i += 20) {
                Records.append(store, Collections.nCopies(20, new Record(Records.START, "a", new byte[4 << 10])));
            }
            RecordPage page = Records.page(store, Records.limited(Records.ALL, Integer.MAX_VALUE, 64 << 10));
            assertTrue(
                    page.records().size() <= records / 2,
                    () -> page.records().size() + " records of 4 KiB in a page that looks at 64 KiB");
        }
    }

    @Test
    @IfThisFailsCheck("that floor and newest of an empty store are ORIGIN, and that reading it is a success")
    default void s05_anEmptyStoreReadsAsEmpty() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            assertEquals(Cursor.ORIGIN, store.span(Task.patience()).floor());
            assertEquals(Cursor.ORIGIN, store.span(Task.patience()).newest());
            Stream.of(Records.ALL, Records.after(Cursor.ORIGIN), Records.newestFirst(Records.ALL))
                    .forEach(request -> {
                        RecordPage page = Records.page(store, request);
                        assertEquals(List.<StoredRecord>of(), page.records());
                        assertTrue(page.atEnd(), "the page of an empty store is not at the end");
                        assertEquals(Cursor.ORIGIN, page.through(), "through of an empty store");
                        assertEquals(0, store.count(Task.patience(), request));
                    });
        }
    }
}
