package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.TruncatedException;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What readers see while the writer appends and trims. */
interface StoreConcurrencyRules extends StoreUnderTest {
    int BATCH = 7;
    int BATCHES = 400;
    int STRETCH = 10;

    /** Looks at a store once; called again and again. */
    interface Look {
        void at(Store store);
    }

    @Test
    @IfThisFailsCheck(
            "that a batch becomes visible as one, and that newest, through and records of a page are of one snapshot")
    default void s03_noReaderSeesHalfABatch() {
        whileWriting(false, store -> {
            RecordPage page = Records.page(store, Records.ALL);
            assertEquals(0, page.records().size() % BATCH, "records of half a batch");
            assertEquals(page.span().newest(), page.through(), "through of a page that read everything");
        });
    }

    @Test
    @IfThisFailsCheck("that a record becomes visible after every older one, and that a page is read from one snapshot")
    default void s04_whoSeesARecordSeesEveryOlderOne() {
        whileWriting(false, store -> assertNumberedFrom(1, Records.page(store, Records.ALL)));
    }

    @Test
    @IfThisFailsCheck(
            "that readers work on snapshots of their own while the writer appends and trims, whoever is faster")
    default void s09_readersGoOnWhileTheWriterAppendsAndTrims() {
        whileWriting(true, store -> {
            RecordPage page = Records.page(store, Records.ALL);
            if (!page.records().isEmpty()) {
                assertNumberedFrom(Records.number(page.records().get(0)), page);
                Cursor first = page.records().get(0).cursor();
                assertTrue(first.position() > page.span().floor().position(), "a record below the floor of its page");
                readFrom(store, first);
            }
        });
    }

    private static void readFrom(Store store, Cursor first) {
        try {
            RecordPage again = Records.page(store, Records.limited(Records.from(first), 3, Long.MAX_VALUE));
            assertEquals(first, again.records().get(0).cursor(), "the first of a page from a cursor");
        } catch (TruncatedException trimmed) {
            assertTrue(trimmed.floor().position() >= first.position(), "truncated above the floor");
        }
    }

    private static void assertNumberedFrom(int first, RecordPage page) {
        int number = first;
        for (StoredRecord stored : page.records()) {
            assertEquals(number++, Records.number(stored), "the number of the record at " + stored.cursor());
        }
    }

    private void whileWriting(boolean trimming, Look look) {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assumeKeeps(store);
            AtomicBoolean written = new AtomicBoolean();
            AtomicInteger looks = new AtomicInteger();
            List<Task<Boolean>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                readers.add(Task.run(() -> {
                    do {
                        look.at(store);
                        looks.incrementAndGet();
                    } while (!written.get());
                }));
            }
            for (int batch = 0; batch < BATCHES; batch++) {
                Cursor last = Records.append(store, Records.numbered(1 + batch * BATCH, BATCH))
                        .get(BATCH - 1);
                if (trimming) {
                    store.trim(Task.patience(), last.position() - 3 * BATCH);
                }
                if (batch % STRETCH == 0) {
                    awaitLook(looks, readers);
                }
            }
            written.set(true);
            readers.forEach(Task::result);
        }
    }

    /** So the writer is never through before readers have begun, and readers are on their way when it goes on. */
    private static void awaitLook(AtomicInteger looks, List<Task<Boolean>> readers) {
        int before = looks.get();
        Task.await(
                "a reader to look",
                () -> looks.get() > before || readers.stream().anyMatch(Task::isDone));
    }
}
