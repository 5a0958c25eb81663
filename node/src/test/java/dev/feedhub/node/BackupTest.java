package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.feedhub.node.PublishProcess.Ack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copies of stores, made at rest and beside a writer, and what cursors are worth once a copy has taken the place of its store. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // reading a pipe cannot be interrupted
class BackupTest {
    @TempDir
    Path folder;

    private StoreRun store = new StoreRun(Path.of(""));
    private StoreRun backup = new StoreRun(Path.of(""));

    @BeforeEach
    void folders() {
        store = new StoreRun(folder.resolve("events"));
        backup = new StoreRun(folder.resolve("backup"));
    }

    @Test
    void aCopyThatIsPutBackKnowsNoCursorOfWhatItLacks() throws IOException {
        store.publish("1\n2\n3\n");
        store.good("copy", "--to", backup.folder().toString());
        assertLostCursorsDiverge();
    }

    @Test
    void filesOfAStoreAtRestThatArePutBackKnowNoCursorOfWhatTheyLack() throws IOException {
        store.publish("1\n2\n3\n");
        Files.createDirectory(backup.folder());
        try (Stream<Path> files = Files.list(store.folder())) {
            for (Path file : files.toList()) {
                Files.copy(file, backup.folder().resolve(file.getFileName()));
            }
        }
        assertLostCursorsDiverge();
    }

    private void assertLostCursorsDiverge() throws IOException {
        store.publish("4\n5\n");
        List<String> cursors = store.cursors();
        putBack();
        assertDiverged(cursors.subList(3, 5), List.of("1", "2", "3"));
        store.publish("4 again\n5 again\n6\n7\n");
        List<String> all = List.of("1", "2", "3", "4 again", "5 again", "6", "7");
        assertDiverged(cursors.subList(3, 5), all);
        for (int known = 0; known < 3; known++) {
            List<String> after = all.subList(known + 1, all.size());
            assertEquals(after, store.scanText("--after", cursors.get(known)));
            assertEquals(after, store.good("tail", "--after", cursors.get(known), "--format", "text"));
        }
        assertTrue(store.good("verify").contains("problems  0"));
    }

    private void putBack() throws IOException {
        Files.move(store.folder(), folder.resolve("lost"));
        Files.move(backup.folder(), store.folder());
    }

    private void assertDiverged(List<String> cursors, List<String> all) {
        for (String cursor : cursors) {
            CommandLineRun scan = store.any("scan", "--after", cursor, "--format", "text");
            assertEquals(1, scan.status());
            assertEquals(List.of(), scan.out());
            assertTrue(
                    scan.err().get(0).contains("not of the history"), scan.err().toString());
            CommandLineRun tail = store.any("tail", "--after", cursor, "--format", "text");
            assertEquals(0, tail.status());
            assertEquals(all, tail.out());
            assertEquals(1, tail.err().size());
            assertTrue(
                    tail.err().get(0).startsWith("feedhub: diverged: cursor " + cursor),
                    tail.err().toString());
        }
    }

    @Test
    void aCopyBesideAWriterHoldsTheFirstLines() throws Exception {
        assumeTrue(Programs.possible(), "needs a POSIX shell");
        int apart = Scale.of(5_000, 20_000);
        List<Ack> before = new ArrayList<>(); // the last acknowledgement before each copy
        try (Programs programs = new Programs(store.folder())) {
            PublishProcess publish =
                    new PublishProcess(programs, "--set feedhub.feed.capacity=64", Integer.MAX_VALUE, BackupTest::line);
            while (before.size() < Scale.of(3, 10)) {
                Ack last = publish.next().orElseThrow();
                if (last.count() >= apart * (before.size() + 1)) {
                    before.add(last);
                    store.good("copy", "--to", backup(before.size()).folder().toString());
                }
            }
            publish.kill();
            assertEquals(128 + 9, publish.status());
        }
        int copied = 0;
        for (int copy = 1; copy <= before.size(); copy++) {
            backup = backup(copy);
            copied = assertFirstLines(before.get(copy - 1));
        }
        List<String> cursors = store.cursors();
        System.out.printf(
                "copy test: %d copies, the last of %d lines, begun at %d; in the end %d were stored%n",
                before.size(), copied, before.get(before.size() - 1).count(), cursors.size());
        assertTrue(copied < cursors.size(), "nothing was written after the last copy");
        putBack();
        store.publish("again\n".repeat(cursors.size() - copied + 1));
        CommandLineRun scan = store.any("scan", "--after", cursors.get(copied));
        assertEquals(1, scan.status());
        assertTrue(scan.err().get(0).contains("not of the history"), scan.err().toString());
        assertEquals(
                "again",
                store.scanText("--after", cursors.get(copied - 1), "--limit", "1")
                        .get(0));
    }

    private StoreRun backup(int number) {
        return new StoreRun(folder.resolve("backup-" + number));
    }

    private int assertFirstLines(Ack before) {
        assertTrue(backup.good("verify").contains("problems  0"));
        List<PrintedEntry> entries = backup.good("scan", "--format", "json").stream()
                .map(PrintedEntry::of)
                .toList();
        assertTrue(entries.size() >= before.count(), entries.size() + " copied after " + before);
        assertEquals(before.cursor(), entries.get(before.count() - 1).cursor());
        assertEquals(
                IntStream.range(0, entries.size()).mapToObj(BackupTest::line).toList(),
                entries.stream().map(PrintedEntry::data).toList());
        return entries.size();
    }

    private static String line(int number) {
        return number + "-" + "x".repeat(number % 200);
    }
}
