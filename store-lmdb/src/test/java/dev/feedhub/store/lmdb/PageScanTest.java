package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.feedhub.Context;
import dev.feedhub.LabelFilter;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page is as long as its request allows, whatever blocks it goes through. */
class PageScanTest {
    private static final Context CTX = Context.background();
    private static final int OF_MANY_BLOCKS = 100_000;

    @TempDir
    Path folder;

    private static Record record(String label, int bytes) {
        return new Record(Instant.EPOCH, label, new byte[bytes]);
    }

    private static String positions(Store store, LabelFilter filter, boolean descending, long maxExamined) {
        RecordPage page = store.read(CTX, new ReadRequest(null, null, filter, descending, 100, maxExamined));
        return page.records().stream().map(stored -> stored.cursor().position()).toList()
                + (page.atEnd() ? ", at the end" : "");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void s05_aPageGoesOnThroughBlocksInWhichNoRecordBegins(boolean descending) {
        try (Store store = Stores.write(folder)) {
            store.append(CTX, List.of(record("a", OF_MANY_BLOCKS), record("a", OF_MANY_BLOCKS), record("a", 1)));
            assertEquals(
                    (descending ? "[3, 2, 1]" : "[1, 2, 3]") + ", at the end",
                    positions(store, LabelFilter.any(), descending, Long.MAX_VALUE));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void s05_aPageGoesOnThroughBlocksThatItWantsNothingOf(boolean descending) {
        try (Store store = Stores.write(folder)) {
            for (int i = 1; i <= 9; i++) { // all but the newest are alone in their blocks
                store.append(CTX, List.of(record(i % 4 == 1 ? "wanted" : "other", 16_000)));
            }
            LabelFilter wanted = LabelFilter.any().except(LabelFilter.exactly("other")); // reads the log
            assertEquals(
                    (descending ? "[9, 5, 1]" : "[1, 5, 9]") + ", at the end",
                    positions(store, wanted, descending, Long.MAX_VALUE));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void s05_aPageThatHasAllItsRecordsLooksAtNoFurtherBlock(boolean descending) {
        try (Store store = Stores.write(folder)) {
            for (int i = 1; i <= 9; i++) {
                store.append(CTX, List.of(record(i % 4 == 1 ? "wanted" : "other", 16_000)));
            }
            LabelFilter throughIndex = LabelFilter.exactly("wanted");
            LabelFilter throughLog = LabelFilter.any().except(LabelFilter.exactly("other"));
            for (LabelFilter filter : List.of(throughIndex, throughLog)) {
                RecordPage page = store.read(CTX, new ReadRequest(null, null, filter, descending, 2, Long.MAX_VALUE));
                assertEquals(
                        descending ? List.of(9L, 5L) : List.of(1L, 5L),
                        page.records().stream()
                                .map(stored -> stored.cursor().position())
                                .toList());
                assertEquals(5, page.through().position());
                assertFalse(page.atEnd());
            }
        }
    }

    @Test
    void s05_aPageExaminesAsMuchAsItMay() {
        try (Store store = Stores.write(folder)) {
            store.append(CTX, List.of(record("a", 99), record("a", 99), record("a", 99)));
            assertEquals("[1, 2]", positions(store, LabelFilter.any(), false, 200));
            assertEquals("[1]", positions(store, LabelFilter.any(), false, 199));
            assertEquals("[1]", positions(store, LabelFilter.any(), false, 1), "at least one");
            assertEquals("[1, 2, 3], at the end", positions(store, LabelFilter.any(), false, 300));
        }
    }
}
