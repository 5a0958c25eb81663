package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code tail}, {@code span}, {@code verify}, {@code copy}, {@code trim}, {@code stores} and {@code completion}. */
@Timeout(60)
class StoreCommandsTest {
    @TempDir
    Path folder;

    private StoreRun store = new StoreRun(Path.of(""));

    @BeforeEach
    void threeEntries() {
        store = new StoreRun(folder.resolve("events"));
        store.publish("1\n2\n3\n");
    }

    @Test
    void aValueFollowsItsOptionAfterASpaceOrAnEqualsSign() {
        StoreRun equals = new StoreRun(folder.resolve("equals"));
        equals.publish("a\nb\nc\n", "--label=x=y");
        assertEquals(List.of("a", "b"), equals.scanText("--limit=2", "--label", "x=y"));
        assertTrue(equals.good("scan", "--help").stream().anyMatch(line -> line.contains("--limit N")));
    }

    @Test
    void tailPrintsTheLastEntries() {
        assertEquals(List.of("2", "3"), store.good("tail", "-n", "2", "--format", "text"));
        assertEquals(List.of("1", "2", "3"), store.good("tail", "--format", "text"));
        assertEquals(List.of(), store.good("tail", "-n", "0"));
        assertEquals(
                List.of("2", "3"), store.good("tail", "--after", store.cursors().get(0), "--format", "text"));
        store.publish("x\ny\n", "--label", "other");
        assertEquals(List.of("3"), store.good("tail", "-n", "1", "--label", "line", "--format", "text"));
    }

    @Test
    void tailSaysWhatIsTruncatedAndGoesOn() {
        String first = store.cursors().get(0);
        store.good("trim", "--keep", "1");
        CommandLineRun text = store.any("tail", "--after", first, "--format", "text");
        assertEquals(0, text.status());
        assertEquals(List.of("3"), text.out());
        assertEquals(1, text.err().size());
        assertTrue(
                text.err().get(0).startsWith("feedhub: truncated: 1 entries"),
                text.err().toString());
        CommandLineRun json = store.any("tail", "--after", first, "--format", "json");
        assertTrue(
                json.out().get(0).startsWith("{\"notice\":\"truncated\",\"cursor\":\""),
                json.out().toString());
        assertTrue(json.out().get(0).endsWith(",\"missed\":1}"), json.out().toString());
        assertEquals(2, json.out().size());
    }

    @Test
    void tailSaysWhatIsDivergedAndGoesOn() {
        String foreign = new Cursor(2, 1).toString();
        CommandLineRun run = store.any("tail", "--after", foreign, "--format", "json");
        assertEquals(0, run.status());
        assertEquals(4, run.out().size());
        assertTrue(
                run.out().get(0).contains("\"notice\":\"diverged\""), run.out().toString());
        assertTrue(
                run.err().get(0).startsWith("feedhub: diverged: cursor " + foreign),
                run.err().toString());
    }

    @Test
    void spanTellsWhatThereIs() {
        List<String> cursors = store.cursors();
        List<String> span = store.good("span");
        assertEquals("floor            none", span.get(0));
        assertEquals("oldest           " + cursors.get(0), span.get(1));
        assertEquals("newest           " + cursors.get(2), span.get(2));
        assertTrue(span.contains("entries          3"), span.toString());
        String json = store.good("span", "--format", "json").get(0);
        assertTrue(
                json.matches("\\{\"floor\":null,\"oldest\":\"[^\"]+\",\"newest\":\"[^\"]+\",\"oldestTime\":\"[^\"]+\","
                        + "\"newestTime\":\"[^\"]+\",\"entries\":3,\"bytesOnDisk\":[0-9]+,\"bytesPerEntry\":[0-9]+}"),
                json);
    }

    @Test
    void spanOfAStoreThatHoldsNothing() {
        StoreRun empty = new StoreRun(folder.resolve("empty"));
        empty.publish("");
        List<String> span = empty.good("span");
        assertTrue(span.contains("newest           none"), span.toString());
        assertTrue(span.contains("entries          0"), span.toString());
        assertEquals(List.of(), empty.good("tail"));
    }

    @Test
    void verifyIsStatus1WhereThereIsDamage() throws IOException {
        store.publish("a line to damage\n");
        assertTrue(store.good("verify").contains("problems  0"));
        flip(store.folder().resolve("data.mdb"), "a line to damage");
        CommandLineRun damaged = store.any("verify");
        assertEquals(1, damaged.status());
        assertTrue(damaged.out().contains("problems  1"), damaged.out().toString());
        assertEquals(List.of("feedhub: the log: block 1.0: the checksum of its records is wrong"), damaged.err());
    }

    /** Damages a text wherever it is in a file. */
    private static void flip(Path file, String text) throws IOException {
        String bytes = Files.readString(file, ISO_8859_1);
        assertTrue(bytes.contains(text));
        Files.writeString(file, bytes.replace(text, text.toUpperCase(Locale.ROOT)), ISO_8859_1);
    }

    @Test
    void copyTellsWhatTheCopyHolds() {
        StoreRun copy = new StoreRun(folder.resolve("copy"));
        List<String> told = store.good("copy", "--to", copy.folder().toString());
        assertEquals(copy.good("span"), told);
        assertEquals(store.cursors(), copy.cursors());
        assertEquals(2, store.any("copy", "--to", copy.folder().toString()).status());
    }

    @Test
    void trimSaysHowManyWereRemoved() {
        assertEquals(List.of("removed  0"), store.good("trim", "--keep", "3"));
        assertEquals(List.of("removed  0"), store.good("trim", "--before-time", "1h"));
        assertEquals(
                List.of("removed  1"),
                store.good("trim", "--before", store.cursors().get(1)));
        assertEquals(List.of("removed  1"), store.good("trim", "--before-time", "9999-01-01T00:00:00Z"));
        assertEquals(List.of("3"), store.scanText());
    }

    @Test
    void storesListsLmdbAndTheSettingsOfTheHub() {
        CommandLineRun run = CommandLineRun.of("stores", "--hub");
        assertEquals(0, run.status());
        assertTrue(run.out().contains("store lmdb"), run.out().toString());
        assertTrue(run.out().contains("store memory"), run.out().toString());
        assertTrue(run.out().contains("  feedhub.store.lmdb.path"), run.out().toString());
        assertTrue(
                run.out().contains("      default: none, it must be set"),
                run.out().toString());
        assertTrue(run.out().contains("  feedhub.feed.capacity"), run.out().toString());
        run.out().forEach(line -> assertTrue(line.length() <= 60, line));
        List<String> json = CommandLineRun.of("stores", "--format", "json").out();
        assertTrue(
                json.get(0).startsWith("{\"of\":\"store lmdb\",\"key\":\"feedhub.store.lmdb.path\",\"allowed\":\""),
                json.get(0));
        assertTrue(json.get(0).contains("\"default\":null,"), json.get(0));
    }

    @Test
    void completionIsAScriptThatKnowsTheCommands() {
        CommandLineRun run = CommandLineRun.of("completion");
        assertEquals(0, run.status());
        String script = String.join("\n", run.out());
        for (String word : List.of("publish", "scan", "tail", "trim", "--before-time", "--follow")) {
            assertTrue(script.contains(word), word);
        }
    }
}
