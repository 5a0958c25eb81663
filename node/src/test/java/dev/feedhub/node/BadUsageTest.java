package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void anInputThatCannotBeReadIsBadUsage() {
        assertBadUsage("no such file", "demo", "--input", folder.resolve("none").toString());
        assertBadUsage("is a directory", "demo", "--input", folder.toString());
        assertBadUsage("--input \0", "demo", "--input", "\0");
    }

    @Test
    void helpIsStatus0AndPlain() {
        CommandLineRun help = CommandLineRun.of("demo", "--help");
        assertEquals(0, help.status());
        assertEquals(List.of(), help.err());
        assertTrue(help.out().contains("Examples:"));
        help.out().forEach(line -> {
            assertTrue(line.length() <= 80, line);
            assertFalse(line.contains("\033"), line);
        });
        assertEquals(0, CommandLineRun.of("--help").status());
    }

    private static void assertBadUsage(String message, String... args) {
        CommandLineRun run = CommandLineRun.of(args);
        assertEquals(2, run.status());
        assertEquals(List.of(), run.out());
        assertTrue(run.err().get(0).startsWith("feedhub: "), run.err().toString());
        assertTrue(run.err().get(0).contains(message), run.err().toString());
    }
}
