package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.HubConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that do not read, read slowly, or open what they leave; beside them a good one, which must not notice. */
@Tag("once")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AbusiveClientsTest {
    private static final int ITEMS = Scale.of(40_000, 600_000);
    private static final int PER_SECOND = 20_000;
    private static final int LISTENERS = 1_000;
    private static final String PADDING = "x".repeat(300);
    private static final long MOST_GROWTH = 64 << 20;

    private int published;

    @Test
    void disturbNobodyAndTakeNoMemory() throws Exception {
        HubConfig config = HubConfig.builder()
                .set("feedhub.store", "memory")
                .set("feedhub.store.memory.maxEntries", "20000")
                .build();
        try (RunningServer node = new RunningServer(config, AbusiveClientsTest::impatient)) {
            publish(node); // and fills the store
            long before = used();
            try (Socket neverReads = open(node);
                    Socket readsAByteASecond = open(node)) {
                for (int i = 0; i < LISTENERS; i++) {
                    node.call("listen.subscribe", "{\"maxQueueLen\":1024}");
                }
                assertEquals(
                        "too_many",
                        node.error("listen.subscribe", "{}")
                                .path("data")
                                .path("kind")
                                .stringValue());
                CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> readSlowly(readsAByteASecond));
                int first = published;
                try (SseClient good = new SseClient(HttpClient.newHttpClient(), node.uri("/events"), "")) {
                    assertEquals("start", good.next().name());
                    CompletableFuture<Double> publisher = CompletableFuture.supplyAsync(() -> publish(node));
                    for (int i = first; i < first + ITEMS; i++) {
                        String data = good.nextEntry().data().path("data").stringValue();
                        assertEquals(i + PADDING, data);
                    }
                    tell(publisher.join(), used() - before);
                }
                neverReads.shutdownInput();
                readsAByteASecond.shutdownInput();
                slow.join();
            }
            while (node.hub().stats().listeners() > 0) {
                Thread.sleep(20); // the listeners that were left expire
            }
        }
    }

    private static ServerOptions impatient(ServerOptions usual) {
        return new ServerOptions(
                usual.listen(),
                usual.maxBodyBytes(),
                usual.maxBatch(),
                LISTENERS,
                usual.maxQueue(),
                usual.maxStreams(),
                usual.maxConnections(),
                usual.clientPatience(),
                Duration.ofSeconds(5),
                usual.publishPatience(),
                usual.longestWait());
    }

    private static void tell(double latest, long grown) {
        System.out.printf(
                "%sclients that never read, read a byte a second, leave 1,000 listeners | %,d items at %,d a second | - | %d s | a good client got"
                        + " each; a publication took %.0f ms at most; the heap grew by %d KiB%n",
                ITEMS > 40_000 ? "evidence: " : "abuse test: ",
                ITEMS,
                PER_SECOND,
                ITEMS / PER_SECOND,
                latest,
                grown >> 10);
        assertTrue(grown < MOST_GROWTH, "the heap grew by " + grown + " bytes");
    }

    /** Publishes at a pace; gives the milliseconds that the slowest publication took. */
    private double publish(RunningServer node) {
        long longest = 0;
        long began = System.nanoTime();
        try {
            for (int i = 0; i < ITEMS; i++) {
                LockSupport.parkNanos(began + 1_000_000_000L / PER_SECOND * i - System.nanoTime());
                long start = System.nanoTime();
                byte[] data = (published + PADDING).getBytes(StandardCharsets.UTF_8);
                node.hub().feed().publish(Context.background(), "n", data);
                longest = Math.max(longest, System.nanoTime() - start);
                published++;
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return longest / 1e6;
    }

    private static Socket open(RunningServer node) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1 << 10);
        socket.connect(
                new InetSocketAddress(node.uri("/").getHost(), node.uri("/").getPort()));
        socket.getOutputStream()
                .write("GET /events?start=oldest HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void readSlowly(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                Thread.sleep(1_000);
            }
        } catch (IOException | InterruptedException closed) {
            // by the test
        }
    }

    /** Bytes of the heap in use. */
    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
