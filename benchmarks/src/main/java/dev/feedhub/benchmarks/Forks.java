package dev.feedhub.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts a JVM for each measurement. */
final class Forks {
    /** Flags that every fork has: memory that is there before it is used, since the first touch of a page costs 130 ns an item. */
    static final List<String> FLAGS = List.of("-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch");

    private static final long PATIENCE_MINUTES = 20;

    private final Path java;
    private final Path newJava;
    private final Path scratch;

    /** With the programs of the default JVM and of JDK 25, and a folder on the disk that is measured. */
    Forks(Path java, Path newJava, Path scratch) {
        this.java = java;
        this.newJava = newJava;
        this.scratch = scratch;
    }

    Sample measure(Row row) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(scratch, "fork");
        try {
            ProcessorTime start = ProcessorTime.ofMachine();
            Map<String, Double> figures = figuresOf(row, folder);
            Double own = figures.remove(Fork.CPU);
            if (own == null || figures.isEmpty()) {
                throw new IOException(row.name() + ": the fork told no figures");
            }
            return new Sample(row.name(), ProcessorTime.ofMachine().shareOfOthersSince(start, own), figures);
        } finally {
            Scratch.delete(folder);
        }
    }

    private Map<String, Double> figuresOf(Row row, Path folder) throws IOException, InterruptedException {
        Path output = Files.createTempFile(scratch, "fork", ".out");
        Process fork = new ProcessBuilder(command(row, folder))
                .redirectError(Redirect.INHERIT)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!fork.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || fork.exitValue() != 0) {
                throw new IOException(
                        row.name() + ": the fork failed, or took more than " + PATIENCE_MINUTES + " minutes");
            }
            Map<String, Double> figures = new LinkedHashMap<>();
            for (String line : Files.readAllLines(output)) {
                if (line.startsWith(Fork.FIGURE)) {
                    int value = line.lastIndexOf(' ') + 1;
                    figures.put(line.substring(Fork.FIGURE.length(), value - 1), Double.valueOf(line.substring(value)));
                }
            }
            return figures;
        } finally {
            fork.destroyForcibly();
            Files.delete(output);
        }
    }

    private List<String> command(Row row, Path folder) {
        List<String> command = new ArrayList<>();
        command.add((row.newJvm() ? newJava : java).toString());
        command.addAll(FLAGS);
        command.addAll(row.jvmFlags());
        command.add("-D" + Scratch.PROPERTY + "=" + folder);
        command.add("-cp");
        command.add(System.getProperty("java.class.path", ""));
        command.add(Fork.class.getName());
        command.add(row.workload());
        command.addAll(row.parameters());
        return command;
    }
}
