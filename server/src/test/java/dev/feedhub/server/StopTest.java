package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** That a server ends, whoever waits: those that wait for an entry, and those that it waits for. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StopTest {
    private static final Duration LONGEST = Duration.ofSeconds(8);

    @Test
    void whoWaitsForAnEntryIsToldThatItStops() throws Exception {
        RunningServer node = new RunningServer();
        String id = node.call("listen.subscribe", "{}").path("id").stringValue();
        CompletableFuture<JsonNode> next = CompletableFuture.supplyAsync(() -> {
            try {
                return node.error("listen.next", "[\"" + id + "\"]");
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });
        while (node.call("rpc.serverInfo", "{}")
                .path("calls")
                .path("listen.next")
                .isMissingNode()) {
            Thread.sleep(10);
        }
        assertEndsInTime(node);
        assertEquals("stopping", next.get().path("data").path("kind").stringValue());
    }

    @Test
    void aStreamThatNobodyReadsDoesNotKeepIt() throws Exception {
        RunningServer node = new RunningServer();
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(1 << 10);
            socket.connect(
                    new InetSocketAddress(node.uri("/").getHost(), node.uri("/").getPort()));
            socket.getOutputStream()
                    .write("GET /events?start=oldest HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 20_000; i++) {
                node.hub().feed().publish(Context.background(), "n", new byte[1_000]);
            }
            Thread.sleep(500); // until the connection is full
            assertEndsInTime(node);
        }
    }

    @Test
    void linesThatAreSentAreStoredAndTheSenderIsTold() throws Exception {
        RunningServer node = new RunningServer();
        try (Socket socket = new Socket(node.uri("/").getHost(), node.uri("/").getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write("""
                    POST /events HTTP/1.1
                    Host: localhost
                    Content-Type: application/x-ndjson
                    Transfer-Encoding: chunked

                    """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            Thread sender = new Thread(() -> send(out), "sender");
            sender.start();
            while (node.hub().stats().indexed() < 100) {
                Thread.sleep(1);
            }
            CompletableFuture<Void> closing = CompletableFuture.runAsync(node::closeServer);
            String answer = answer(socket.getInputStream());
            socket.shutdownOutput();
            sender.join();
            closing.get();
            assertTrue(answer.startsWith("HTTP/1.1 503") && answer.contains("stopping"), answer);
            assertTrue(answer.contains("\"stored\":" + node.hub().stats().indexed() + ","), answer);
        } finally {
            node.close();
        }
    }

    @Test
    void aSenderThatIsSilentIsToldThatItStops() throws Exception {
        RunningServer node = new RunningServer();
        try (Socket socket = new Socket(node.uri("/").getHost(), node.uri("/").getPort())) {
            socket.getOutputStream().write("""
                    POST /events HTTP/1.1
                    Host: localhost
                    Content-Type: application/x-ndjson
                    Content-Length: 100

                    {"label":"a"}
                    """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            while (node.hub().stats().indexed() < 1) {
                Thread.sleep(1);
            }
            CompletableFuture<Void> closing = CompletableFuture.runAsync(node::closeServer);
            String answer = answer(socket.getInputStream());
            closing.get();
            assertTrue(answer.startsWith("HTTP/1.1 503") && answer.contains("stopping"), answer);
        } finally {
            node.close();
        }
    }

    private static String answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        Matcher length = Pattern.compile("(?i)content-length: ([0-9]+)").matcher(head);
        assertTrue(length.find(), head::toString);
        return head + new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8);
    }

    /** Line after line, until the server wants no more. */
    private static void send(OutputStream out) {
        try {
            while (true) {
                out.write("11\r\n{\"label\":\"abcd\"}\n\r\n".getBytes(StandardCharsets.US_ASCII));
                Thread.sleep(1);
            }
        } catch (IOException | InterruptedException over) {
            // it wants none
        }
    }

    private static void assertEndsInTime(RunningServer node) {
        long began = System.nanoTime();
        node.close();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(LONGEST) < 0, took.toString());
    }
}
