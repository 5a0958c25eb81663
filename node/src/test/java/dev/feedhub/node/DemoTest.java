package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo from end to end in this JVM, on the memory store. */
@Tag("once")
class DemoTest {
    private static final String GOOD = "gaps 0  duplicates 0  unexplained losses 0";

    @TempDir
    Path folder;

    @Test
    void publishesAnInputAndEndsWithIt() throws Exception {
        Path file = Files.writeString(folder.resolve("corpus"), corpus(3_000));
        CommandLineRun run = CommandLineRun.of("demo", "--no-jfr", "--input", file.toString(), "--label-field", "kind");
        assertEquals(List.of(), run.err());
        assertEquals(0, run.status());
        assertEquals(GOOD, run.lastLine());
        assertRow(run, "input", 3_000, 0);
        assertRow(run, "published", 3_000, 3_000, 1_000, 3_000, 3_000);
        assertRow(run, "indexed", 3_000, 3_000, 1_000, 3_000, 3_000);
        assertRow(run, "gaps", 0, 0, 0, 0, 0);
        run.out().forEach(line -> {
            assertTrue(line.length() <= 60, line);
            assertFalse(line.contains("\r") || line.contains("\033"), line);
        });
    }

    @Test
    void publishesWhatTheJvmTells() {
        CommandLineRun run = CommandLineRun.of("demo", "--seconds", "8");
        assertEquals(GOOD, run.lastLine());
        assertEquals(List.of(), run.err());
        assertEquals(0, run.status());
        assertTrue(
                run.out().stream().anyMatch(line -> line.matches("\\d+ s: published \\d+, .*")),
                run.out().toString());
    }

    @Test
    void aStoreThatSkipsOneEntryFailsAndTheEntryIsNamed() {
        CommandLineRun run = sabotaged("skip");
        assertEquals(1, run.status());
        assertNamed(run, "resumed: first difference: missing: input item 500, label \"kind/C\", cursor ");
        assertSlowMayDiffer(
                run,
                "slow: first difference: missing: input item 500, ",
                "gaps 1  duplicates 0  unexplained losses ",
                0);
    }

    @Test
    void aStoreThatRepeatsOneEntryFailsAndTheEntryIsNamed() {
        CommandLineRun run = sabotaged("repeat");
        assertEquals(1, run.status());
        assertNamed(run, "resumed: first difference: duplicate: input, label \"kind/C\", cursor ");
        assertSlowMayDiffer(run, "slow: first difference: duplicate: input, ", "gaps 0  duplicates ", 1);
    }

    @Test
    void tooShortAnInputIsStatus1AndNamed() {
        CommandLineRun run = CommandLineRun.of(corpus(50).getBytes(UTF_8), "demo", "--no-jfr", "--input", "-");
        assertEquals(1, run.status());
        assertEquals(GOOD, run.lastLine());
        assertNamed(run, "published: 50 items, must be 1000 or more");
        assertNamed(run, "lost by the slow listener: ");
        assertNamed(run, "behind when the stream was resumed: never cut off, must be 100 or more");
    }

    @Test
    void linesThatCannotBeItemsAreCountedAndTold() {
        byte[] input = (corpus(2_000) + "\nno json\n{\"kind\":\"jfr/x\"}\n{\"kind\":\"" + "x".repeat(1_025)
                        + "\"}\n{\"kind\":\"\\ud800\"}\nnot \u00ff UTF-8\nlast")
                .getBytes(ISO_8859_1);
        CommandLineRun run = CommandLineRun.of(input, "demo", "--no-jfr", "--input", "-", "--label-field", "kind");
        assertEquals(List.of(), run.err());
        assertEquals(0, run.status());
        assertRow(run, "input", 2_004, 3);
        String notes = String.join(" ", run.out()).replaceAll(" +", " ");
        assertTrue(notes.contains("input: 1 line refused, not UTF-8; first: line 2006, malformed at byte 5"), notes);
        assertTrue(
                notes.contains(
                        "input: 2 lines refused, too large or with a label that cannot be one; first: line 2004, "),
                notes);
        assertTrue(
                notes.contains(
                        "input: 4 lines published under the default label, for want of the field; first: line 2001"),
                notes);
    }

    @Test
    void anInputThatBreaksOffIsStatus1AndNamed() {
        InputStream broken =
                new SequenceInputStream(new ByteArrayInputStream(corpus(3_000).getBytes(UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the disk is gone");
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) throws IOException {
                        throw new IOException("the disk is gone");
                    }
                });
        CommandLineRun run = CommandLineRun.of(broken, "demo", "--no-jfr", "--input", "-");
        assertEquals(1, run.status());
        assertEquals(GOOD, run.lastLine());
        assertEquals(List.of("feedhub: input failed: cannot be read after line 3000: the disk is gone"), run.err());
    }

    private static CommandLineRun sabotaged(String kind) {
        return CommandLineRun.of(
                corpus(3_000).getBytes(UTF_8),
                "demo",
                "--no-jfr",
                "--input",
                "-",
                "--label-field",
                "kind",
                "--sabotage",
                kind);
    }

    /** Lines of three kinds in turn, each line more than once. */
    private static String corpus(int lines) {
        return IntStream.range(0, lines)
                .mapToObj(i -> "{\"kind\":\"kind/" + "ABC".charAt((i + 1) % 3) + "\",\"n\":" + i % 700 + "}\n")
                .collect(Collectors.joining());
    }

    private static void assertRow(CommandLineRun run, String name, long... numbers) {
        String row = run.out().stream()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .orElseThrow()
                .replaceAll(" +", " ");
        String expected = IntStream.range(0, numbers.length)
                .mapToObj(i -> " " + numbers[i])
                .collect(Collectors.joining("", name, ""));
        assertTrue((row + " ").startsWith(expected + " "), row);
    }

    /** The slow listener reads the entry from the store, unless it is one of the few that it was handed. */
    private static void assertSlowMayDiffer(CommandLineRun run, String named, String sums, int otherwise) {
        boolean read = run.err().stream().anyMatch(line -> line.startsWith("feedhub: " + named));
        assertTrue(run.lastLine().startsWith(sums + (read ? otherwise + 1 : otherwise)), run.lastLine());
    }

    private static void assertNamed(CommandLineRun run, String condition) {
        assertTrue(
                run.err().stream().anyMatch(line -> line.startsWith("feedhub: " + condition)),
                run.err().toString());
    }
}
