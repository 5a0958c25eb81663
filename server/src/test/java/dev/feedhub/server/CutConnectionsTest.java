package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.testsupport.CuttingProxy;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** If this fails, check that the id of an event is that of the entry it has, and that a stream starts after the id it is given. */
@Tag("once")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CutConnectionsTest {
    private static final int EVENTS = Scale.of(5_000, 50_000);
    private static final int SECONDS = Scale.of(3, 30);
    private static final int CUT_EVERY_MILLIS = 100;

    private int connections;
    private int next;
    private String lastId = "";

    @Test
    void aPlainClientSeesEachEventOnceAndInOrder() throws Exception {
        try (RunningServer node = new RunningServer();
                CuttingProxy proxy = new CuttingProxy(node.uri("/"), CUT_EVERY_MILLIS)) {
            CompletableFuture<Void> publisher = CompletableFuture.runAsync(() -> publish(node));
            HttpClient client = HttpClient.newHttpClient();
            while (next < EVENTS) {
                follow(client, proxy);
            }
            publisher.join();
            System.out.printf(
                    "%sconnections cut every %d ms, a plain client follows | %,d events | - | %d s | each seen once and in order, over %,d connections%n",
                    SECONDS > 3 ? "evidence: " : "cut test: ", CUT_EVERY_MILLIS, EVENTS, SECONDS, connections);
            assertTrue(connections > SECONDS, connections + " connections: they were not cut");
        }
    }

    /** Follows until it is cut. */
    private void follow(HttpClient client, CuttingProxy proxy) throws Exception {
        try (SseClient stream = new SseClient(client, proxy.uri("/events?start=oldest"), lastId)) {
            connections++;
            while (next < EVENTS) {
                SseClient.Event event = stream.nextEntry();
                assertEquals(next, event.data().path("data").intValue());
                lastId = event.id();
                next++;
            }
        } catch (IOException cut) {
            // goes on after the last event
        }
    }

    private static void publish(RunningServer node) {
        long began = System.nanoTime();
        try {
            for (int i = 0; i < EVENTS; i++) {
                node.hub()
                        .feed()
                        .publish(Context.background(), "n", Integer.toString(i).getBytes(StandardCharsets.UTF_8));
                long due = began + (long) (SECONDS * 1e9 * i / EVENTS);
                while (System.nanoTime() < due) {
                    Thread.sleep(1);
                }
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
