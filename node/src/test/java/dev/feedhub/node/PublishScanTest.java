package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is published comes back from a scan. */
@Timeout(60)
class PublishScanTest {
    @TempDir
    Path folder;

    private StoreRun store = new StoreRun(Path.of(""));

    @BeforeEach
    void storeInFolder() {
        store = new StoreRun(folder.resolve("events"));
    }

    private byte[] scanned() {
        return store.any("scan", "--format", "text").bytes();
    }

    @Test
    void textComesBackByteByByte() {
        byte[] input = "plain\nwith CR\r\n\n\ttab \u00ff\u00fe not UTF-8 \0 zero\n\u00e4\n".getBytes(ISO_8859_1);
        assertEquals(0, store.any(input, "publish").status());
        assertArrayEquals(input, scanned());
    }

    @Test
    void aLastLineWithoutLineFeedGetsOne() {
        store.publish("a\nb");
        assertEquals("a\nb\n", new String(scanned(), UTF_8));
    }

    @Test
    void manyLinesComeBackInOrderAcrossSeveralRuns() {
        String half =
                IntStream.range(0, 20_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        store.publish(half);
        store.publish(half);
        assertArrayEquals((half + half).getBytes(UTF_8), scanned());
    }

    @Test
    void theErrorOutputSumsUp() {
        CommandLineRun run = store.publish("ab\nc\n");
        assertEquals(List.of(), run.out());
        assertEquals(1, run.err().size());
        assertTrue(
                run.err().get(0).matches("feedhub: stored 2 lines, 3 bytes in [0-9.]+ s, [0-9]+ lines/s, newest .*"),
                run.err().toString());
        assertTrue(run.err().get(0).endsWith(store.cursors().get(1)), run.err().toString());
        assertTrue(store.publish("").err().get(0).endsWith("newest none"));
    }

    @Test
    void acknowledgementsCountUpToTheLastLineWithTheCursorsOfTheirLines() {
        String lines = IntStream.range(0, 10_000).mapToObj(i -> i + "\n").collect(Collectors.joining());
        CommandLineRun run = store.publish(lines, "--ack", "--set", "feedhub.feed.capacity=16");
        List<String> cursors = store.cursors();
        long before = 0;
        for (String ack : run.out()) {
            long count = Long.parseLong(ack.substring(0, ack.indexOf(' ')));
            assertTrue(count > before, ack);
            assertEquals(cursors.get((int) count - 1), ack.substring(ack.indexOf(' ') + 1));
            before = count;
        }
        assertEquals(10_000, before);
        assertTrue(run.out().size() >= 10_000 / (2 * 16 + 16), run.out().size() + " groups");
    }

    @Test
    void labelsComeFromTheOptionOrAField() {
        store.publish("x\n");
        store.publish(
                "{\"kind\":\"a/b\"}\n{\"kind\":7}\nno json \u00e4\n", "--label-field", "kind", "--label", "other");
        assertEquals(List.of("line", "a/b", "other", "other"), labels());
    }

    @Test
    void aLineThatIsNotUtf8HasNoLabelOfItsOwn() {
        byte[] lines = "{\"kind\":\"\u00ff\"}\n{\"kind\":\"a\",\"b\":\"\u00ff\"}\n".getBytes(ISO_8859_1);
        assertEquals(0, store.any(lines, "publish", "--label-field", "kind").status());
        assertEquals(List.of("line", "line"), labels());
    }

    private List<String> labels() {
        return store.good("scan").stream().map(line -> line.split("  ", -1)[2]).toList();
    }

    @Test
    void jsonCanBePublishedBack() {
        byte[] input = """
                {"label":"a","data":"text \\u00e4 \\n"}
                {"label":"b","data":null}
                {"label":"c","base64":"/w=="}
                {"data":""}
                {"label":"","data":"x"}
                {"label":"","data":""}
                """.getBytes(UTF_8);
        assertEquals(
                0,
                store.any(input, "publish", "--format", "json", "--label", "d").status());
        List<String> json = store.good("scan", "--format", "json");
        assertEquals(
                List.of(
                        "\"a\",\"data\":\"text \u00e4 \\n\"}",
                        "\"b\",\"data\":null}",
                        "\"c\",\"base64\":\"/w==\"}",
                        "\"d\",\"data\":\"\"}",
                        "\"\",\"data\":\"x\"}",
                        "\"\",\"data\":\"\"}"),
                json.stream()
                        .map(line -> line.substring(line.indexOf("\"label\":") + 8))
                        .toList());
        StoreRun other = new StoreRun(folder.resolve("other"));
        other.publish(String.join("\n", json), "--format", "json");
        assertEquals(
                json.stream()
                        .map(line -> line.substring(line.indexOf("\"label\":")))
                        .toList(),
                other.good("scan", "--format", "json").stream()
                        .map(line -> line.substring(line.indexOf("\"label\":")))
                        .toList());
    }

    @Test
    void aLineThatCannotBePublishedEndsItAndTheLinesBeforeAreStored() {
        assertRefused(
                "line 3: no JSON object; allowed is {\"label\"",
                "{\"label\":\"a\"}\n{\"label\":\"b\"}\nx\n{}\n",
                "json");
        assertRefused(
                "line 3: unknown field \"lable\"; allowed is ",
                "{\"label\":\"a\"}\n{\"label\":\"b\"}\n{\"lable\":\"c\"}\n",
                "json");
        assertRefused("line 3: 2000 bytes are more than the feed takes", "a\nb\n" + "x".repeat(2_000), "text");
        assertRefused("line 3: ", "{\"label\":\"a\"}\n{\"label\":\"b\"}\n{\"label\":\"\"}\n", "json");
    }

    @Test
    void whatALineHasThatATerminalWouldActOnIsEscapedInTheComplaint() {
        assertRefused(
                "line 3: unknown field \"\\u{1b}[2J\\n\"; allowed is ",
                "{\"label\":\"a\"}\n{\"label\":\"b\"}\n{\"\\u001b[2J\\n\":1}\n",
                "json");
    }

    private void assertRefused(String message, String lines, String format) {
        StoreRun fresh = new StoreRun(folder.resolve("refused-" + message.hashCode()));
        CommandLineRun run =
                fresh.any(lines.getBytes(UTF_8), "publish", "--format", format, "--set", "feedhub.feed.maxBytes=1000");
        assertEquals(1, run.status());
        assertTrue(run.err().get(0).startsWith("feedhub: " + message), run.err().toString());
        assertTrue(
                run.err().get(0).endsWith("; stored for certain: 2 lines"),
                run.err().toString());
        assertEquals(2, fresh.cursors().size());
    }

    @Test
    void anInputThatBreaksOffIsAFailure() {
        InputStream broken =
                new SequenceInputStream(new ByteArrayInputStream("a\nb\n".getBytes(UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the disk is gone");
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) throws IOException {
                        throw new IOException("the disk is gone");
                    }
                });
        CommandLineRun run =
                CommandLineRun.of(broken, "publish", "--path", store.folder().toString());
        assertEquals(1, run.status());
        assertEquals(
                List.of(
                        "feedhub: the input cannot be read after line 2: the disk is gone; stored for certain: 2 lines"),
                run.err());
    }

    @Test
    void aFileOfSettingsIsTaken() throws IOException {
        Path file = Files.writeString(
                folder.resolve("hub.properties"),
                "feedhub.store.lmdb.path=" + store.folder().toString().replace("\\", "\\\\") + "\n");
        CommandLineRun run = CommandLineRun.of("a\n".getBytes(UTF_8), "publish", "--config", file.toString());
        assertEquals(0, run.status(), run.err().toString());
        assertEquals(List.of("a"), store.scanText());
    }

    @Test
    void aScanOfARange() {
        store.publish("1\n2\n3\n4\n5\n");
        List<String> cursors = store.cursors();
        assertEquals(List.of("3", "4"), store.scanText("--after", cursors.get(1), "--before", cursors.get(4)));
        assertEquals(List.of("2", "3"), store.scanText("--from", cursors.get(1), "--through", cursors.get(2)));
        assertEquals(List.of("5", "4"), store.scanText("--reverse", "--limit", "2"));
        assertEquals(List.of("1", "2", "3", "4", "5"), store.scanText("--after", Cursor.ORIGIN.toString()));
        assertEquals(List.of("5"), store.good("scan", "--count"));
        assertEquals(List.of("2"), store.good("scan", "--count", "--limit", "2"));
        assertEquals(
                List.of("1", "2", "3", "4", "5"), store.scanText("--since", "1h", "--until", "9999-01-01T00:00:00Z"));
        assertEquals(List.of(), store.scanText("--until", "1h"));
        assertEquals(List.of(), store.scanText("--since", "9999-01-01T00:00:00+01:00"));
        assertEquals(List.of("0"), store.good("scan", "--count", "--since", "9999-01-01T00:00:00Z"));
    }

    @Test
    void aScanOfLabels() {
        for (String label : List.of("a/1", "a/2", "b/1")) {
            store.publish(label + "\n", "--label", label);
        }
        assertEquals(List.of("a/1", "a/2"), store.scanText("--label", "a/*"));
        assertEquals(List.of("a/1", "b/1"), store.scanText("--label", "*/1"));
        assertEquals(List.of("a/2", "b/1"), store.scanText("--label", "b/1", "--label", "a/2"));
        assertEquals(List.of("a/1", "a/2"), store.scanText("--not-label", "b*"));
        assertEquals(List.of("a/2"), store.scanText("--label", "a/*", "--not-label", "*1"));
    }

    @Test
    void whatIsTruncatedOrDivergedIsAFailure() {
        store.publish("1\n2\n3\n");
        List<String> cursors = store.cursors();
        store.good("trim", "--keep", "1");
        CommandLineRun truncated = store.any("scan", "--after", cursors.get(0));
        assertEquals(1, truncated.status());
        assertTrue(
                truncated.err().get(0).contains("removed by retention"),
                truncated.err().toString());
        CommandLineRun diverged = store.any("scan", "--after", new Cursor(2, 1).toString());
        assertEquals(1, diverged.status());
        assertTrue(
                diverged.err().get(0).contains("not of the history"),
                diverged.err().toString());
    }

    @Test
    void whereThereIsNoStoreScanDoesNotMakeOne() {
        assertEquals(1, store.any("scan").status());
        assertEquals(1, store.any("trim", "--keep", "1").status());
        assertTrue(Files.notExists(store.folder()));
    }
}
