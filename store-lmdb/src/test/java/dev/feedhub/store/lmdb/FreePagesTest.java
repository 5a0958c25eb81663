package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries of the free list as LMDB writes them: how many pages a transaction freed, and their numbers, the last one first. */
class FreePagesTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();
    private final PageUse used = new PageUse();
    private PageFile file;
    private Snapshot snapshot;
    private FreePages free;
    private long newest;
    private long lastPage;

    @BeforeEach
    void open() throws IOException, DamagedFileException {
        try (Store store = Stores.write(folder)) {
            SampleStore.append(store, 1, 300);
        }
        file = PageFile.open(folder.resolve("store").resolve(StoreFolder.DATA));
        MetaPage meta = Metas.read(file).newest();
        snapshot = new Snapshot(file, meta);
        newest = meta.transactionId();
        lastPage = meta.lastPage();
        free = new FreePages(snapshot, used, problems);
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    private List<String> entry(long transaction, long... numbers) {
        ByteBuffer key = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(transaction);
        ByteBuffer value = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.nativeOrder());
        for (long number : numbers) {
            value.putLong(number);
        }
        free.entry(key.array(), value.array());
        return problems.sentences();
    }

    private static String report(long transaction, String what) {
        return MetaPage.FREE_LIST + ", transaction " + transaction + ": " + what;
    }

    @Test
    void pagesThatNobodyUsesAreFree() throws IOException {
        assertEquals(List.of(), entry(1, 2, 3, 2));
        assertEquals(List.of(), entry(newest, 1, lastPage, 0), "there may be room for more");
        assertEquals(3, free.size());
        used.add(4);
        assertEquals(lastPage - 1 - 4, free.lost());
        assertEquals(List.of(), problems.sentences());
    }

    @Test
    void s14_aTransactionThatNeverWasIsTold() {
        String possible = "1 to " + newest + " are possible";
        entry(0, 0);
        assertEquals(List.of(report(0, possible), report(newest + 1, possible)), entry(newest + 1, 0));
    }

    @Test
    void s14_aWrongCountIsTold() {
        String what = "it does not hold as many pages as it says, which is ";
        entry(1);
        entry(1, 2, 3);
        assertEquals(
                List.of(
                        report(1, what + Long.toUnsignedString(-1)),
                        report(1, what + 2),
                        report(1, what + Long.toUnsignedString(-2))),
                entry(1, -2, 3));
        assertEquals(0, free.size());
    }

    @Test
    void s14_aPageThatCannotBeFreeIsTold() {
        String order = ", which is out of range or out of order";
        used.add(2);
        entry(1, 1, lastPage + 1);
        entry(1, 3, 1, 0, -1);
        entry(1, 2, 3, 3);
        entry(1, 1, 2);
        assertEquals(
                List.of(
                        report(1, "it names page " + (lastPage + 1) + order),
                        report(1, "it names page 1" + order),
                        report(1, "it names page 0" + order),
                        report(1, "it names page " + Long.toUnsignedString(-1) + order),
                        report(1, "it names page 3" + order),
                        report(1, "it names page 2 (at byte 8192), which is in use"),
                        report(1, "it names page 3 (at byte 12288), which it names already")),
                entry(1, 1, 3));
        assertEquals(1, free.size());
    }

    @Test
    void s14_aFileThatIsCutIsTold() throws IOException {
        try (PageFile cut = PageFile.open(folder.resolve("store").resolve(StoreFolder.DATA))) {
            MetaPage meta = snapshot.meta();
            MetaPage longer = new MetaPage(
                    meta.number(),
                    meta.pageSize(),
                    meta.mapSize(),
                    meta.freeList(),
                    meta.mainTree(),
                    file.length() / meta.pageSize() + 1,
                    meta.transactionId());
            FreePages twoBeyond = new FreePages(new Snapshot(cut, longer), used, problems);
            ByteBuffer key =
                    ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(1);
            ByteBuffer both = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
            both.putLong(2).putLong(longer.lastPage()).putLong(longer.lastPage() - 1);
            twoBeyond.lost();
            assertEquals(1, problems.count());
            assertEquals(
                    "the file is cut, or its meta page is damaged: it holds " + (longer.lastPage() - 1)
                            + " pages, its last should be " + longer.lastPage()
                            + ", and not all pages between are free",
                    problems.sentences().get(0));
            twoBeyond.entry(key.array(), both.array());
            assertEquals(longer.lastPage() - 1 - 2, twoBeyond.lost());
            assertEquals(1, problems.count(), "both are free");
        }
    }
}
