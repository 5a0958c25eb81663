package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.HubConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that say nothing for longer than a server has patience: those who have to say more, and those who wait themselves. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SilentClientsTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private RunningServer node;

    @BeforeEach
    void start() throws Exception {
        HubConfig memory = HubConfig.builder().set("feedhub.store", "memory").build();
        node = new RunningServer(
                memory,
                usual -> new ServerOptions(
                        usual.listen(),
                        usual.maxBodyBytes(),
                        usual.maxBatch(),
                        usual.maxListeners(),
                        usual.maxQueue(),
                        usual.maxStreams(),
                        usual.maxConnections(),
                        PATIENCE,
                        usual.listenerPatience(),
                        usual.publishPatience(),
                        usual.longestWait()));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private Socket connect() throws IOException {
        return new Socket(node.uri("/").getHost(), node.uri("/").getPort());
    }

    private static OutputStream begin(Socket socket, String path, String type, String body) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                        + "\r\nContent-Length: 1000\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
        return out;
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aBodyThatStopsIsRefused() throws Exception {
        for (String path : new String[] {"/rpc", "/events"}) {
            try (Socket socket = connect()) {
                begin(socket, path, "application/json", "{\"label\":");
                String answer = answer(socket);
                assertTrue(answer.startsWith("HTTP/1.1 408") && answer.contains("too_slow"), answer);
            }
        }
        assertEquals(0, node.hub().stats().accepted());
    }

    @Test
    void aBodyThatIsAlwaysSlowIsRefused() throws Exception {
        try (Socket socket = connect()) {
            OutputStream out = begin(socket, "/events", "application/json", "{\"label\":");
            Thread trickle = new Thread(
                    () -> {
                        try {
                            while (true) {
                                out.write(' ');
                                Thread.sleep(20);
                            }
                        } catch (IOException | InterruptedException over) {
                            // it was
                        }
                    },
                    "trickle");
            trickle.start();
            String answer = answer(socket);
            trickle.interrupt();
            trickle.join();
            assertTrue(answer.startsWith("HTTP/1.1 408") && answer.contains("too_slow"), answer);
        } catch (SocketException reset) {
            throw new AssertionError("closed without an answer", reset);
        }
    }

    @Test
    void whatIsNotTakenAnywayIsToldBeforeTheBodyCame() throws Exception {
        for (String head : new String[] {"text/plain", "application/json\r\nContent-Encoding: gzip"}) {
            try (Socket socket = connect()) {
                begin(socket, "/events", head, "");
                String answer = answer(socket);
                assertTrue(answer.startsWith("HTTP/1.1 415") && answer.contains("unsupported_type"), answer);
            }
        }
    }

    @Test
    void linesThatCameBeforeTheyStoppedAreStored() throws Exception {
        try (Socket socket = connect()) {
            begin(socket, "/events", "application/x-ndjson", "{\"label\":\"a\",\"data\":1}\n{\"label\":");
            String answer = answer(socket);
            assertTrue(answer.contains("too_slow") && answer.contains("\"stored\":1"), answer);
        }
        assertEquals(1, node.hub().stats().indexed());
    }

    @Test
    void whoWaitsForAnEntryMayBeSilent() throws Exception {
        String wait = "\"" + PATIENCE.multipliedBy(9).dividedBy(2).toMillis() + "ms\"";
        String id = node.call("listen.subscribe", "{}").path("id").stringValue();
        assertEquals(
                "timed_out",
                node.error("listen.next", "[\"" + id + "\"," + wait + "]")
                        .path("data")
                        .path("kind")
                        .stringValue());
        assertEquals(
                0,
                node.call("events", "{\"waitTime\":" + wait + "}").path("items").size());
    }
}
