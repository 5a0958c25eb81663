package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.HubConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listeners that are held for clients: how many, how long, and that none outlives the server. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenersTest {
    private static final HubConfig MEMORY =
            HubConfig.builder().set("feedhub.store", "memory").build();

    @Test
    void noTimeIsEnoughForWhatIsQueued() throws Exception {
        try (RunningServer node = new RunningServer()) {
            String id = subscribe(node);
            String now = "{\"id\":\"" + id + "\",\"timeout\":0}";
            assertEquals("timed_out", kind(node, "listen.next", now));
            node.call("event.post", "{}");
            assertEquals("event", node.call("listen.next", now).path("label").stringValue());
        }
    }

    @Test
    void oneThatIsClosedMakesRoom() throws Exception {
        try (RunningServer node = new RunningServer(MEMORY, options -> few(options, Duration.ofMinutes(2)))) {
            String first = subscribe(node);
            subscribe(node);
            assertEquals("too_many", kind(node, "listen.subscribe", "{}"));
            node.call("listen.close", "[\"" + first + "\"]");
            node.call("listen.close", "[\"" + first + "\"]");
            subscribe(node);
            assertEquals("too_many", kind(node, "listen.subscribe", "{}"));
        }
    }

    @Test
    void oneThatNobodyCallsIsClosedAndForgotten() throws Exception {
        try (RunningServer node = new RunningServer(MEMORY, options -> few(options, Duration.ofMillis(100)))) {
            String id = subscribe(node);
            while (node.hub().stats().listeners() > 0) {
                Thread.sleep(10);
            }
            while (!kind(node, "listen.next", "[\"" + id + "\"]").equals("no_such_listener")) {
                Thread.sleep(10);
            }
        }
    }

    @Test
    void noneOutlivesTheServer() throws Exception {
        RunningServer node = new RunningServer();
        subscribe(node);
        assertEquals(1, node.hub().stats().listeners());
        node.closeServer();
        assertEquals(0, node.hub().stats().listeners());
        node.close();
    }

    @Test
    void aQueueHasALimit() throws Exception {
        try (RunningServer node = new RunningServer()) {
            assertEquals("invalid_params", kind(node, "listen.subscribe", "{\"maxQueueLen\":8193}"));
            assertEquals("invalid_params", kind(node, "listen.subscribe", "{\"maxQueueLen\":0}"));
            assertEquals("no_such_listener", kind(node, "listen.next", "[\"x\"]"));
        }
    }

    private static ServerOptions few(ServerOptions usual, Duration patience) {
        return new ServerOptions(
                usual.listen(),
                usual.maxBodyBytes(),
                usual.maxBatch(),
                2,
                usual.maxQueue(),
                usual.maxStreams(),
                usual.maxConnections(),
                usual.clientPatience(),
                patience,
                usual.publishPatience(),
                usual.longestWait());
    }

    private static String subscribe(RunningServer node) throws Exception {
        return node.call("listen.subscribe", "{}").path("id").stringValue();
    }

    private static String kind(RunningServer node, String method, String params) throws Exception {
        return node.error(method, params).path("data").path("kind").stringValue();
    }
}
