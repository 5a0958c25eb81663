package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * A command line, run in this JVM.
 *
 * @param status its exit status
 * @param bytes its output
 * @param out the lines of its output
 * @param err the lines of its error output
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CommandLineRun(int status, byte[] bytes, List<String> out, List<String> err) {
    static CommandLineRun of(byte[] input, String... args) {
        return of(new ByteArrayInputStream(input), args);
    }

    static CommandLineRun of(InputStream input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(input, new PrintStream(out, true, UTF_8), out, new PrintStream(err, true, UTF_8), false);
        int status = FeedhubCommand.run(terminal, args);
        return new CommandLineRun(
                status,
                out.toByteArray(),
                out.toString(UTF_8).lines().toList(),
                err.toString(UTF_8).lines().toList());
    }

    static CommandLineRun of(String... args) {
        return of(new byte[0], args);
    }

    String lastLine() {
        return out.get(out.size() - 1);
    }
}
