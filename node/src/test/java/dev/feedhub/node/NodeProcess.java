package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code feedhub node} in a process of its own, on a port that is free. */
final class NodeProcess {
    private static final Pattern LISTENS = Pattern.compile("feedhub: node listens on (http://\\S+), store .*");

    private final Process process;
    private final BufferedReader told;
    private final URI uri;

    /** Starts one with an input, and waits until it listens. */
    NodeProcess(Programs programs, String input, String options) throws IOException {
        process = programs.start("feedhub node $store --listen 127.0.0.1:0 " + options);
        try (Writer lines = process.outputWriter(UTF_8)) {
            lines.write(input);
        }
        told = process.errorReader(UTF_8);
        String line = String.valueOf(told.readLine());
        Matcher listens = LISTENS.matcher(line);
        if (!listens.matches()) {
            throw new AssertionError(line + "\n" + Programs.all(told));
        }
        uri = URI.create(listens.group(1));
    }

    URI uri() {
        return uri;
    }

    /** Posts items; gives the body of the answer, which has to be a good one. */
    String post(String items) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) uri.resolve("/events").toURL().openConnection();
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.getOutputStream().write(items.getBytes(UTF_8));
        return new String(connection.getInputStream().readAllBytes(), UTF_8);
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.toHandle().destroy();
    }

    int status() throws InterruptedException {
        return process.waitFor();
    }

    /** The rest of what it has told, to the end. */
    String told() {
        return Programs.all(told);
    }
}
