package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.feedhub.Cursor;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntFunction;

/** {@code publish --ack} in a process of its own, to which a thread writes lines, from number 0 on, as long as it takes them. */
final class PublishProcess {
    /**
     * A line that acknowledges lines.
     *
     * @param count how many lines are stored
     * @param cursor that of the last of them
     */
    record Ack(int count, Cursor cursor) {}

    private final Process process;
    private final BufferedReader acks;

    PublishProcess(Programs programs, String options, int lines, IntFunction<String> line) throws IOException {
        process = programs.start("feedhub publish $store --ack " + options);
        acks = process.inputReader(UTF_8);
        Thread feeder = new Thread(() -> feed(lines, line), "publish-feeder");
        feeder.setDaemon(true);
        feeder.start();
    }

    private void feed(int lines, IntFunction<String> line) {
        try (BufferedWriter input = process.outputWriter(UTF_8)) {
            for (int i = 0; i < lines; i++) {
                input.write(line.apply(i));
                input.write('\n');
            }
        } catch (IOException killed) {
            // told by whoever waits for its end
        }
    }

    /** Waits for the next acknowledgement; empty where there will be none. */
    Optional<Ack> next() throws IOException {
        String line = acks.readLine();
        int blank = line == null ? -1 : line.indexOf(' ');
        return line == null
                ? Optional.empty()
                : Optional.of(
                        new Ack(Integer.parseInt(line.substring(0, blank)), Cursor.parse(line.substring(blank + 1))));
    }

    /** Sends SIGKILL; what it has acknowledged can still be read. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Waits for its end. */
    int status() throws InterruptedException {
        return process.waitFor();
    }

    /** What it has told on its error output, to the end. */
    String told() {
        return Programs.all(process.errorReader(UTF_8));
    }
}
