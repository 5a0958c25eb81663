package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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

    private static void assertEndsInTime(RunningServer node) {
        long began = System.nanoTime();
        node.close();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(LONGEST) < 0, took.toString());
    }
}
