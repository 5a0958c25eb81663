package dev.feedhub.store.lmdb;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How another JVM with the classes of this one is started. */
final class ChildJvm {
    private ChildJvm() {}

    /** Starts a main class with further options of the JVM, whose errors are those of this one. */
    static Process start(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = command(main, arguments);
        command.addAll(1, options);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The command for a main class; where its JVM dies, it leaves no files. */
    static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+SuppressFatalErrorMessage",
                "-cp",
                String.join(File.pathSeparator, classPath()),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** What this module runs with, on whichever path. */
    static List<String> classPath() {
        List<String> elements = new ArrayList<>(
                List.of(Path.of("target", "test-classes").toAbsolutePath().toString()));
        for (String property : new String[] {"jdk.module.path", "java.class.path"}) {
            for (String element : System.getProperty(property, "").split(File.pathSeparator, -1)) {
                if (!element.isEmpty()) {
                    elements.add(element);
                }
            }
        }
        return elements;
    }
}
