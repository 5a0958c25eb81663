package dev.feedhub.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * A benchmark of JMH, in nanoseconds for each call. Parameter {@code method} names it as {@code Class.method}; other parameters are the
 * benchmark's. JMH measures in this JVM, since the suite gives each measurement a JVM of its own.
 */
final class Jmh implements Workload {
    @Override
    public Map<String, Double> measure(Parameters parameters) throws IOException, RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + Pattern.quote(parameters.text("method")) + "$")
                .forks(0)
                .shouldFailOnError(true)
                .timeUnit(TimeUnit.NANOSECONDS)
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(7)
                .measurementTime(TimeValue.milliseconds(300));
        parameters.values().forEach((name, value) -> {
            if (!name.equals("method")) {
                options.param(name, value);
            }
        });
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            double median =
                    results.iterator().next().getPrimaryResult().getStatistics().getPercentile(50);
            return Map.of(VALUE, median);
        } finally {
            System.setOut(out);
        }
    }
}
