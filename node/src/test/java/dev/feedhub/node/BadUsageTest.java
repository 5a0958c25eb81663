package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadUsageTest {
    @TempDir
    Path folder;

    @Test
    void isStatus2WithAMessageOnTheErrorOutputAlone() {
        assertBadUsage("Missing required subcommand");
        assertBadUsage("'dmo'", "dmo");
        assertBadUsage("'--nope'", "demo", "--nope");
        assertBadUsage("'x' is not an int", "demo", "--seconds", "x");
        assertBadUsage("--seconds 0: from 1 to 86400 is allowed", "demo", "--seconds", "0");
        assertBadUsage("\"stop\"; skip or repeat is allowed", "demo", "--sabotage", "stop");
        assertBadUsage("--label a needs --input", "demo", "--label", "a");
        assertBadUsage("--label-field a needs --input", "demo", "--label-field", "a");
        assertBadUsage("--no-jfr needs --input", "demo", "--no-jfr");
        assertBadUsage("the flight recorder's", "demo", "--input", "-", "--label", "jfr/x");
        assertBadUsage("1024", "demo", "--input", "-", "--label", "x".repeat(2_000));
        assertBadUsage("1024", "demo", "--filter", "x".repeat(2_000));
    }

    @Test
    void ofAStoreIsStatus2Too() {
        assertBadUsage("--path DIR names the folder of the store: feedhub.store.lmdb.path is not set", "scan");
        assertBadUsage("store \"nope\" is not here; found are ", "scan", "--store", "nope");
        assertBadUsage("the store \"memory\" has no folder", "scan", "--store", "memory", "--path", "x");
        assertBadUsage(
                "unknown key \"feedhub.feed.capazity\"", "publish", "--path", "x", "--set", "feedhub.feed.capazity=1");
        assertBadUsage("feedhub.feed.capacity = \"0\"", "publish", "--path", "x", "--set", "feedhub.feed.capacity=0");
        assertBadUsage("malformed cursor \"x\"", "scan", "--path", "x", "--after", "x");
        assertBadUsage("\"yesterday\" is no time; allowed is ", "scan", "--path", "x", "--since", "yesterday");
        assertBadUsage(
                "mutually exclusive", "scan", "--path", "x", "--since", "1h", "--from", Cursor.ORIGIN.toString());
        assertBadUsage("--limit 0: 1 or more is allowed", "scan", "--path", "x", "--limit", "0");
        assertBadUsage("-n -1: 0 or more is allowed", "tail", "--path", "x", "-n", "-1");
        assertBadUsage("expected one of [LONG, TEXT, JSON]", "tail", "--path", "x", "--format", "xml");
        assertBadUsage("--label: label", "publish", "--path", "x", "--label", "x".repeat(2_000));
        assertBadUsage(
                "--label-field a is for --format text",
                "publish",
                "--path",
                "x",
                "--label-field",
                "a",
                "--format",
                "json");
        assertBadUsage("--before", "trim", "--path", "x");
        assertBadUsage("--keep 0: 1 or more is allowed", "trim", "--path", "x", "--keep", "0");
        assertBadUsage("--to", "copy", "--path", "x");
        assertBadUsage("\"2112\" is no address; allowed is HOST:PORT", "node", "--path", "x", "--listen", "2112");
        assertBadUsage("is no address", "node", "--path", "x", "--listen", "127.0.0.1:65536");
        assertBadUsage("interval = \"0s\"", "node", "--path", "x", "--heartbeat", "0s");
        assertBadUsage("--label a needs --stdin", "node", "--path", "x", "--label", "a");
        assertBadUsage("set LC_ALL to one of UTF-8", "publish", "--label", "a\ufffdb");
    }

    @Test
    void anArgumentIsNeverTheNameOfAFileWithMoreOfThem() throws IOException {
        Path file = Files.writeString(folder.resolve("arguments"), "--help");
        assertBadUsage("@" + file, "stores", "@" + file);
        assertBadUsage("malformed cursor \"@@x\"", "scan", "--path", "x", "--after", "@@x");
    }

    @Test
    void anInputThatCannotBeReadIsBadUsage() {
        assertBadUsage("no such file", "demo", "--input", folder.resolve("none").toString());
        assertBadUsage("is a directory", "demo", "--input", folder.toString());
        assertBadUsage("--input \0", "demo", "--input", "\0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node",
                "publish",
                "scan",
                "tail",
                "span",
                "verify",
                "copy",
                "trim",
                "stores",
                "completion",
                "demo"
            })
    void helpIsStatus0AndPlainAndShowsExamples(String command) {
        CommandLineRun help = CommandLineRun.of(command, "--help");
        assertEquals(0, help.status());
        assertEquals(List.of(), help.err());
        assertTrue(help.out().contains("Examples:"));
        help.out().forEach(line -> {
            assertTrue(line.length() <= 80, line);
            assertFalse(line.contains("\033"), line);
        });
        List<String> commands = CommandLineRun.of("--help").out();
        assertTrue(commands.stream().anyMatch(line -> line.startsWith("  " + command + " ")), commands.toString());
    }

    private static void assertBadUsage(String message, String... args) {
        CommandLineRun run = CommandLineRun.of(args);
        assertEquals(2, run.status());
        assertEquals(List.of(), run.out());
        assertTrue(run.err().get(0).startsWith("feedhub: "), run.err().toString());
        assertTrue(run.err().get(0).contains(message), run.err().toString());
    }
}
