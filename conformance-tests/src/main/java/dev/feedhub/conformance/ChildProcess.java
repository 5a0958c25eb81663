package dev.feedhub.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Another process that opens the store under test. It is told a {@linkplain ChildCommands command} a line, and answers with a line
 * each. Killed when closed; it ends itself where its standard input does.
 */
final class ChildProcess implements AutoCloseable {
    private static final Duration PATIENCE = Task.PATIENCE.multipliedBy(2);
    private static final int ERRORS_SHOWN = 200;

    private final Process process;
    private final Writer commands;
    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>(); // the last one is empty
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final Task<Boolean> errorsRead;

    private ChildProcess(Process process) {
        this.process = process;
        this.commands = process.outputWriter(UTF_8);
        Task.run(() -> readAnswers(process.getInputStream()));
        errorsRead = Task.run(() -> readErrors(process.getErrorStream()));
    }

    /** Starts one, for the store in a directory. It has opened nothing yet. */
    static ChildProcess start(StoreUnderTest test, Path directory) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData", // two JVMs that start at once may warn of each other's file, on the output
                "-cp",
                ChildClassPath.text(test),
                ChildMain.class.getName(),
                test.getClass().getName()));
        test.settings(directory).forEach((key, value) -> command.add(key + "=" + value));
        try {
            return new ChildProcess(new ProcessBuilder(command).start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Has a command done, and gives the answer. */
    String ask(String command) {
        tell(command);
        return hear();
    }

    /** Has a command refused, and gives the exception as text. */
    String askRefusal(String command) {
        tell(command);
        String answer = line();
        if (!answer.startsWith(ChildCommands.FAILED)) {
            fail("process " + pid() + " was to be refused to " + command + ", but answered " + answer);
        }
        return answer.substring(ChildCommands.FAILED.length());
    }

    void tell(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException ended) {
            throw failure("does not listen to " + command, ended);
        }
    }

    /** The next line it says, which is not a failure. */
    String hear() {
        String answer = line();
        if (answer.startsWith(ChildCommands.FAILED)) {
            throw failure("says " + answer, null);
        }
        return answer;
    }

    /** Whether there is something to hear, an end included. */
    boolean hasSpoken() {
        return !answers.isEmpty();
    }

    private String line() {
        try {
            Optional<String> answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (answer == null) {
                throw failure("says nothing for " + PATIENCE.toSeconds() + " seconds", null);
            }
            return answer.orElseThrow(() -> failure("has ended", null));
        } catch (InterruptedException interrupted) {
            throw new AssertionError("the test was interrupted", interrupted);
        }
    }

    /** Kills it as the system does, by SIGKILL where there are signals, and gives what it had said before. */
    List<String> kill() {
        process.destroyForcibly();
        awaitEnd();
        List<String> said = new ArrayList<>();
        try {
            Optional<String> answer = answers.take();
            while (answer.isPresent()) {
                said.add(answer.get());
                answer = answers.take();
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError("the test was interrupted", interrupted);
        }
        return said;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                fail("process " + pid() + " lives on though killed");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError("the test was interrupted", interrupted);
        }
    }

    private AssertionError failure(String what, @Nullable Throwable cause) {
        if (!process.isAlive()) {
            errorsRead.result();
        }
        String end = process.isAlive() ? "" : ", its exit value " + process.exitValue();
        return new AssertionError(
                "process " + pid() + " " + what + end + ", its standard error:\n" + String.join("\n", errors), cause);
    }

    private void readAnswers(InputStream output) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(output, UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                answers.add(Optional.of(line));
            }
        } finally {
            answers.add(Optional.empty());
        }
    }

    private void readErrors(InputStream output) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(output, UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                errors.add(line);
                if (errors.size() > ERRORS_SHOWN) {
                    errors.remove();
                }
            }
        }
    }
}
