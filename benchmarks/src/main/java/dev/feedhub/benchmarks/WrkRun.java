package dev.feedhub.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Has <a href="https://github.com/wg/wrk">wrk</a> post the same body again and again. */
final class WrkRun {
    /** The 99th percentile of the time that a request takes. */
    static final String P99 = "p99 ms";

    private static final Pattern RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
    private static final Pattern LATENCY = Pattern.compile(" 99% +([0-9.]+)(us|ms|s)");
    private static final Pattern FAILED = Pattern.compile("Non-2xx.*|Socket errors:.*");
    private static final Map<String, Double> MILLIS = Map.of("us", 1e-3, "ms", 1.0, "s", 1e3);

    private WrkRun() {}

    /** Thousands of requests a second, and the latency; fails if a request does. */
    static Map<String, Double> post(URI uri, String body, int connections, int seconds)
            throws IOException, InterruptedException {
        Path script = Files.writeString(
                Scratch.folder().resolve("post.lua"),
                "wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = [==[" + body
                        + "]==]\n");
        Process wrk = new ProcessBuilder(
                        "wrk",
                        "-t1",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--timeout",
                        "30s",
                        "--latency",
                        "-s",
                        script.toString(),
                        uri.toString())
                .redirectErrorStream(true)
                .start();
        String told = new String(wrk.getInputStream().readAllBytes(), UTF_8);
        Matcher rate = RATE.matcher(told);
        Matcher latency = LATENCY.matcher(told);
        if (wrk.waitFor() != 0 || FAILED.matcher(told).find() || !rate.find() || !latency.find()) {
            throw new IOException("wrk told:\n" + told);
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(Workload.VALUE, Double.parseDouble(rate.group(1)) / 1e3);
        figures.put(P99, Double.parseDouble(latency.group(1)) * MILLIS.getOrDefault(latency.group(2), 0.0));
        return figures;
    }
}
