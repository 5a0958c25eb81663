package dev.feedhub.node;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the program as users do, in JVMs of its own on the module path; none outlives this. */
final class Programs implements AutoCloseable {
    private final Path folder;
    private final Queue<Process> started = new ConcurrentLinkedQueue<>();

    /** With a folder for the store that commands are to use. */
    Programs(Path folder) {
        this.folder = folder;
    }

    static boolean possible() {
        return Files.isExecutable(Path.of("/bin/sh"));
    }

    /**
     * Starts a script, in which {@code feedhub} is the program, which takes the place of the shell that runs it, and {@code $store} are the
     * options of the store.
     */
    Process start(String script) throws IOException {
        return start(script, ProcessBuilder.Redirect.PIPE);
    }

    /** The same with an error output elsewhere: one that nobody reads stops its program once it is full. */
    Process start(String script, ProcessBuilder.Redirect errors) throws IOException {
        ProcessBuilder shell = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "feedhub() { exec \"$java\" -Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData --enable-native-access=org.jnrproject.jffi"
                                + " -p \"$modules\" -m dev.feedhub.node/dev.feedhub.node.Main \"$@\"; }\n" + script)
                .redirectError(errors);
        shell.environment()
                .put(
                        "java",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        shell.environment().put("modules", modules());
        shell.environment().put("store", "--path " + folder);
        Process process = shell.start();
        started.add(process);
        return process;
    }

    /** All that this JVM has on either path, but for the tests. */
    private static String modules() {
        Set<String> entries = Stream.of("jdk.module.path", "surefire.test.class.path", "java.class.path")
                .map(path -> System.getProperty(path, ""))
                .flatMap(path -> List.of(path.split(File.pathSeparator, -1)).stream())
                .filter(entry -> !entry.isEmpty() && !isOfTests(Path.of(entry)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return String.join(File.pathSeparator, entries);
    }

    private static boolean isOfTests(Path entry) {
        return Files.exists(entry.resolve("dev/feedhub/node/Programs.class"))
                || entry.getFileName().toString().startsWith("surefire");
    }

    /** What is left to read, to the end. */
    static String all(BufferedReader reader) {
        return reader.lines().map(line -> line + "\n").collect(Collectors.joining());
    }

    @Override
    public void close() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
