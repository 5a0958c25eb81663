package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What a client of the original did: subscribe, post, take, close. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WalkThroughTest {
    private static final String PAID =
            "{\"type\":\"payment\",\"kind\":\"paid\",\"attributes\":[{\"key\":\"to\",\"value\":\"Ada\"}]}";
    private static final String PLAIN = "{\"type\":\"tick\"}";

    @Test
    void subscribePostTwoEventsNextCloseNextTwice() throws Exception {
        try (RunningServer node = new RunningServer()) {
            String id = node.call("listen.subscribe", "{\"maxQueueLen\":10,\"label\":\"event*\"}")
                    .path("id")
                    .stringValue();
            String first = node.call("event.post", PAID).path("cursor").stringValue();
            String second = node.call("event.post", PLAIN).path("cursor").stringValue();
            String its = "{\"id\":\"" + id + "\"}";

            JsonNode taken = node.call("listen.next", its);
            assertEquals(first, taken.path("cursor").stringValue());
            assertEquals("event/paid", taken.path("label").stringValue());
            assertEquals(0, taken.path("lost").intValue());
            assertEquals(Json.read(PAID.getBytes(java.nio.charset.StandardCharsets.UTF_8)), taken.path("data"));

            assertEquals(1, node.call("listen.close", its).path("queued").intValue());
            JsonNode queued = node.call("listen.next", its);
            assertEquals(second, queued.path("cursor").stringValue());
            assertEquals("event", queued.path("label").stringValue());
            JsonNode closed = node.error("listen.next", its);
            assertEquals("listener is closed", closed.path("message").stringValue());
            assertEquals(-32001, closed.path("code").intValue());
        }
    }

    @Test
    void nextWaitsForAnEvent() throws Exception {
        try (RunningServer node = new RunningServer()) {
            String its = "{\"id\":\""
                    + node.call("listen.subscribe", "{}").path("id").stringValue() + "\"}";
            CompletableFuture<JsonNode> next = CompletableFuture.supplyAsync(() -> {
                try {
                    return node.call("listen.next", its);
                } catch (Exception failed) {
                    throw new AssertionError(failed);
                }
            });
            String cursor = node.call("event.post", PLAIN).path("cursor").stringValue();
            assertEquals(cursor, next.join().path("cursor").stringValue());
        }
    }

    @Test
    void callsOfOneListenerAtTheSameTimeAreServedInTurn() throws Exception {
        try (RunningServer node = new RunningServer()) {
            String its = "{\"id\":\""
                    + node.call("listen.subscribe", "{}").path("id").stringValue() + "\"}";
            CompletableFuture<?>[] takers = new CompletableFuture<?>[8];
            java.util.Set<String> taken = java.util.concurrent.ConcurrentHashMap.newKeySet();
            for (int i = 0; i < takers.length; i++) {
                takers[i] = CompletableFuture.runAsync(() -> {
                    try {
                        taken.add(node.call("listen.next", its).path("cursor").stringValue());
                    } catch (Exception failed) {
                        throw new AssertionError(failed);
                    }
                });
            }
            for (int i = 0; i < takers.length; i++) {
                node.call("event.post", PLAIN);
            }
            CompletableFuture.allOf(takers).join();
            assertEquals(takers.length, taken.size());
        }
    }

    @Test
    void nextGivesUpAndTakesNothing() throws Exception {
        try (RunningServer node = new RunningServer()) {
            String id = node.call("listen.subscribe", "{}").path("id").stringValue();
            JsonNode late = node.error("listen.next", "{\"id\":\"" + id + "\",\"timeout\":\"50ms\"}");
            assertEquals("timed_out", late.path("data").path("kind").stringValue());
            node.call("event.post", PLAIN);
            assertEquals(
                    0, node.call("listen.next", "[\"" + id + "\"]").path("lost").intValue());
        }
    }

    @Test
    void whatAFullQueueLostIsTold() throws Exception {
        try (RunningServer node = new RunningServer()) {
            String id = node.call("listen.subscribe", "{\"maxQueueLen\":2}")
                    .path("id")
                    .stringValue();
            for (int i = 0; i < 5; i++) {
                node.call("event.post", PLAIN);
            }
            assertEquals(
                    3, node.call("listen.next", "[\"" + id + "\"]").path("lost").intValue());
            assertEquals(
                    0, node.call("listen.next", "[\"" + id + "\"]").path("lost").intValue());
        }
    }
}
