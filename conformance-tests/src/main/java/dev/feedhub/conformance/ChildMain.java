package dev.feedhub.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What a {@link ChildProcess} runs: does the commands it reads one after another, and halts where there are no more. */
final class ChildMain {
    private ChildMain() {}

    /**
     * Reads commands until the standard input ends.
     *
     * @param arguments the class that implements the conformance, then the settings of its store as {@code key=value}
     * @throws IOException if the standard input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, UTF_8);
        System.setOut(System.err);
        ChildCommands commands = new ChildCommands(arguments[0], settings(Arrays.asList(arguments)), answers::println);
        ExecutorService worker = Executors.newSingleThreadExecutor();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String command = line;
            worker.execute(() -> answers.println(commands.answer(command, System.err)));
        }
        Runtime.getRuntime().halt(0);
    }

    private static Map<String, String> settings(List<String> arguments) {
        Map<String, String> settings = new HashMap<>();
        for (String argument : arguments.subList(1, arguments.size())) {
            int equals = argument.indexOf('=');
            settings.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return settings;
    }
}
