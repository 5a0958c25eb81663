package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoredRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A {@link dev.feedhub.store.StoreFeature#MULTI_PROCESS} store with its writer in one process and readers in another. */
interface StoreProcessRules extends StoreUnderTest {
    int WRITTEN = 20_000;
    int KEPT = 2_000;

    @Test
    @IfThisFailsCheck(
            "that a reader reads each page from one snapshot, in which batches are whole, whoever writes meanwhile")
    default void s04_whoSeesARecordOfAnotherProcessSeesEveryOlderOne() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeMultiProcess();
            ChildProcess child = workspace.child();
            child.ask("open WRITE");
            child.tell("write 1 " + WRITTEN + " " + WRITTEN);
            Store reader = workspace.open(workspace.directory(), Access.READ);
            int seen = 0;
            boolean written;
            do {
                written = child.hasSpoken();
                RecordPage page = Records.page(reader, Records.ALL);
                assertNumbered(page);
                assertTrue(page.records().size() >= seen, "a later page has fewer records");
                seen = page.records().size();
                assertEquals(0, seen % ChildCommands.BATCH, "records of half a batch");
                assertEquals(page.span().newest(), page.through(), "through of a page that read everything");
            } while (!written);
            assertEquals(WRITTEN, seen, "records when all were written");
            child.hear();
        }
    }

    @Test
    @IfThisFailsCheck(
            "that a reader's snapshot keeps what it reads from being used again by a writer in another process")
    default void s09_readersGoOnWhileAnotherProcessAppendsAndTrims() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeMultiProcess();
            ChildProcess child = workspace.child();
            child.ask("open WRITE");
            child.ask("append 1 1");
            Store reader = workspace.open(workspace.directory(), Access.READ);
            child.tell("write 2 " + (WRITTEN - 1) + " " + KEPT);
            RecordPage page;
            boolean written;
            do {
                written = child.hasSpoken();
                page = Records.page(reader, Records.ALL);
                assertNumbered(page);
                assertTrue(
                        page.records().isEmpty()
                                || page.records().get(0).cursor().position()
                                        > page.span().floor().position(),
                        "a record below the floor of its page");
            } while (!written);
            StoredRecord newest = page.records().get(page.records().size() - 1);
            assertEquals(WRITTEN, Records.number(newest), "the number of the newest when all were written");
            assertEquals(child.hear(), reader.span(Task.patience()).floor().toString(), "the floor, there and here");
        }
    }

    private static void assertNumbered(RecordPage page) {
        List<StoredRecord> records = page.records();
        for (int i = 1; i < records.size(); i++) {
            int before = Records.number(records.get(i - 1));
            assertEquals(before + 1, Records.number(records.get(i)), () -> "the number that follows " + before);
        }
    }

    @Test
    @IfThisFailsCheck(
            "that a writer who closes or reopens takes nothing from under a reader, whose file stays as it was")
    default void s10_aWriterClosesWhileAnotherProcessReads() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeMultiProcess();
            Store writer = workspace.open();
            Records.append(writer, Records.numbered(1, 500));
            ChildProcess child = workspace.child();
            child.ask("open READ");
            child.ask("readOn 2");
            for (int round = 0; round < 3; round++) {
                awaitLooks(child);
                writer = workspace.reopen(writer);
                awaitLooks(child);
                Records.append(writer, Records.numbered(501 + round, 1));
            }
            writer.close();
            awaitLooks(child);
            assertEquals("503", child.ask("count"));
            assertEquals("closed", child.ask("close"));
        }
    }

    @Test
    @IfThisFailsCheck(
            "that close waits for reads in progress before it releases what they use; here that is a crash of the process")
    default void s10_aReaderClosesWhileItsThreadsRead() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeMultiProcess();
            Records.append(workspace.open(), Records.numbered(1, 500));
            ChildProcess child = workspace.child();
            for (int round = 0; round < 10; round++) {
                child.ask("open READ");
                child.ask("readOn 3");
                awaitLooks(child);
                assertEquals("closed", child.ask("close"), "the close of a reader in process " + child.pid());
            }
        }
    }

    private static void awaitLooks(ChildProcess child) {
        int before = Integer.parseInt(child.ask("looks"));
        Task.await("another process to read", () -> Integer.parseInt(child.ask("looks")) > before + 1);
    }
}
