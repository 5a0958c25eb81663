package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.HubConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** {@code events} and {@code index.*}: pages of what the store holds, and waiting for more. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongPollTest {
    private RunningServer node;

    @BeforeEach
    void start() throws Exception {
        node = new RunningServer(
                HubConfig.builder()
                        .set("feedhub.store", "memory")
                        .set("feedhub.store.memory.maxEntries", "10")
                        .build(),
                options -> options);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void pagesFromTheNewestToTheOldest() throws Exception {
        List<String> posted = post(7);
        List<String> seen = new ArrayList<>();
        JsonNode page = node.call("events", "{\"maxResults\":3}");
        while (true) {
            page.path("items").forEach(item -> seen.add(item.path("cursor").stringValue()));
            assertEquals(posted.get(6), page.path("newest").stringValue());
            if (!page.path("more").booleanValue()) {
                break;
            }
            page = node.call(
                    "events",
                    "{\"maxResults\":3,\"before\":\"" + page.path("next").stringValue() + "\"}");
        }
        assertFalse(page.has("next"));
        Collections.reverse(seen);
        assertEquals(posted, seen);
    }

    @Test
    void onlyWhatIsAfter() throws Exception {
        List<String> posted = post(4);
        JsonNode page = node.call("events", "{\"after\":\"" + posted.get(1) + "\"}");
        assertEquals(2, page.path("items").size());
        assertFalse(page.path("more").booleanValue() || page.has("truncated") || page.has("diverged"), page::toString);
    }

    @Test
    void waitsForAnEntryThatMatches() throws Exception {
        String after = post(1).get(0);
        CompletableFuture<JsonNode> poll = CompletableFuture.supplyAsync(() -> {
            try {
                return node.call("events", "{\"filter\":\"event/b\",\"waitTime\":\"30s\",\"after\":\"" + after + "\"}");
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });
        node.call("event.post", "{\"kind\":\"a\"}");
        String wanted =
                node.call("event.post", "{\"kind\":\"b\"}").path("cursor").stringValue();
        JsonNode items = poll.get().path("items");
        assertEquals(1, items.size());
        assertEquals(wanted, items.get(0).path("cursor").stringValue());
    }

    @Test
    void waitsNoLongerThanAsked() throws Exception {
        JsonNode page = node.call("events", "{\"waitTime\":\"50ms\"}");
        assertEquals(0, page.path("items").size());
    }

    @Test
    void marksWhatIsGoneAndWhatIsOfAnotherHistory() throws Exception {
        List<String> posted = post(30);
        JsonNode gone = node.call("events", "{\"after\":\"" + posted.get(0) + "\",\"waitTime\":5}");
        assertTrue(gone.path("truncated").booleanValue(), gone::toString);
        assertEquals(10, gone.path("items").size());
        String other = new Cursor(3, 77).toString();
        JsonNode diverged = node.call("events", "{\"after\":\"" + other + "\"}");
        assertTrue(diverged.path("diverged").booleanValue(), diverged::toString);
        assertEquals(
                "diverged",
                node.error("events", "{\"before\":\"" + other + "\"}")
                        .path("data")
                        .path("kind")
                        .stringValue());
        JsonNode fault = node.error("index.scan", "{\"start\":\"" + posted.get(0) + "\"}");
        assertEquals("truncated", fault.path("data").path("kind").stringValue());
        assertEquals(gone.path("oldest"), fault.path("data").path("floor"));
    }

    @Test
    void scansPageAfterPage() throws Exception {
        List<String> posted = post(5);
        List<String> seen = new ArrayList<>();
        JsonNode page = node.call("index.scan", "{\"start\":\"" + posted.get(1) + "\",\"count\":2}");
        while (!page.path("entries").isEmpty()) {
            page.path("entries").forEach(entry -> seen.add(entry.path("cursor").stringValue()));
            page = node.call(
                    "index.scan", "{\"after\":\"" + page.path("through").stringValue() + "\",\"count\":2}");
        }
        assertEquals(posted.subList(1, 5), seen);
        assertEquals(posted.get(4), node.call("index.span", "{}").path("newest").stringValue());
        JsonNode limited = node.call("index.scan", "{\"limit\":\"" + posted.get(2) + "\"}");
        assertEquals(2, limited.path("entries").size());
    }

    @Test
    void theHeartbeatIsAdjustedWithinReason() throws Exception {
        assertEquals("0.5s", node.call("beat.adjust", "[\"500ms\"]").path("now").stringValue());
        assertEquals("0.5s", node.call("beat.adjust", "[0]").path("before").stringValue());
        node.error("beat.adjust", "[\"9ms\"]");
        assertEquals("0.01s", node.call("beat.adjust", "[0.01]").path("now").stringValue());
        node.error("beat.adjust", "[\"2d\"]");
        node.error("beat.adjust", "[1e-10]");
        JsonNode calls = node.call("rpc.serverInfo", "{}").path("calls").path("beat.adjust");
        assertEquals(6, calls.path("calls").intValue());
        assertEquals(3, calls.path("failures").intValue());
        assertEquals("0.01s", node.call("beat.adjust", "[]").path("now").stringValue());
    }

    /** Posts events; gives their cursors. In a batch, so that they are not waited for one by one. */
    private List<String> post(int count) throws Exception {
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add("{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":\"event.post\"}");
        }
        List<String> cursors = new ArrayList<>();
        node.rpc("[" + String.join(",", calls) + "]")
                .forEach(answer ->
                        cursors.add(answer.path("result").path("cursor").stringValue()));
        return cursors;
    }
}
