package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.Cursor;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs commands on one store, in this JVM.
 *
 * @param folder the folder of the store
 */
record StoreRun(Path folder) {
    /** A command that may end in any way. */
    CommandLineRun any(byte[] input, String command, String... args) {
        List<String> store = List.of(command, "--path", folder.toString());
        return CommandLineRun.of(
                input, Stream.concat(store.stream(), Stream.of(args)).toArray(String[]::new));
    }

    CommandLineRun any(String command, String... args) {
        return any(new byte[0], command, args);
    }

    /** A command that must end well, without a complaint. */
    List<String> good(String command, String... args) {
        CommandLineRun run = any(command, args);
        assertEquals(List.of(), run.err());
        assertEquals(0, run.status());
        return run.out();
    }

    /** Publishes lines, each without its line feed. */
    CommandLineRun publish(String lines, String... args) {
        CommandLineRun run = any(lines.getBytes(UTF_8), "publish", args);
        assertEquals(0, run.status(), run.err().toString());
        return run;
    }

    /** The cursors of all entries. */
    List<String> cursors() {
        return good("scan").stream()
                .map(line -> Cursor.parse(line.substring(0, line.indexOf(' '))).toString())
                .toList();
    }

    List<String> scanText(String... args) {
        return good(
                "scan",
                Stream.concat(Stream.of("--format", "text"), Stream.of(args)).toArray(String[]::new));
    }
}
