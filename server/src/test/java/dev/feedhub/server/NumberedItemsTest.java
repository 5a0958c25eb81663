package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.Query;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request that comes again with the numbers of its items publishes nothing twice. If one fails, check what is kept of the request before. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NumberedItemsTest {
    private static HttpResponse<String> post(RunningServer node, String producer, String first, String... labels)
            throws Exception {
        String items = labels.length == 0
                ? ""
                : String.join(
                        ",",
                        List.of(labels).stream()
                                .map(label -> "{\"label\":\"" + label + "\"}")
                                .toList());
        return node.send(HttpRequest.newBuilder(node.uri("/events"))
                .header("Content-Type", "application/json")
                .header("Feedhub-Producer", producer)
                .header("Feedhub-Sequence", first)
                .POST(BodyPublishers.ofString("[" + items + "]")));
    }

    private static long stored(RunningServer node) {
        return node.hub().history().count(Context.background(), Query.all());
    }

    private static void assertFault(String kind, int status, HttpResponse<String> response) {
        assertEquals(
                kind, RunningServer.json(response).path("error").path("kind").stringValue(), response::body);
        assertEquals(status, response.statusCode());
    }

    @Test
    void theSameNumbersGetTheSameCursors() throws Exception {
        try (RunningServer node = new RunningServer()) {
            post(node, "p", "0");
            String cursors = RunningServer.json(post(node, "p", "0", "a", "b"))
                    .path("cursors")
                    .toString();
            assertEquals(
                    cursors,
                    RunningServer.json(post(node, "p", "0", "a", "b"))
                            .path("cursors")
                            .toString());
            assertEquals(2, stored(node));
            HttpResponse<String> more = post(node, "p", "1", "b", "c");
            assertEquals(2, RunningServer.json(more).path("stored").intValue());
            assertTrue(cursors.contains(
                    RunningServer.json(more).path("cursors").path(0).stringValue()));
            assertEquals(3, stored(node));
            post(node, "another", "0");
            post(node, "another", "0", "a");
            assertEquals(4, stored(node));
        }
    }

    @Test
    void numbersThatCannotComeNowAreRefused() throws Exception {
        try (RunningServer node = new RunningServer()) {
            assertFault("unknown_producer", 409, post(node, "p", "0", "a"));
            assertFault("unknown_producer", 409, post(node, "p", "1", "a"));
            assertEquals(200, post(node, "p", "0").statusCode());
            assertEquals(200, post(node, "p", "0").statusCode());
            post(node, "p", "0", "a", "b");
            post(node, "p", "2", "c");
            assertFault("invalid_request", 400, post(node, "p", "1", "b", "c"));
            assertFault("invalid_request", 400, post(node, "p", "4", "e"));
            assertFault("invalid_request", 400, post(node, "p", "-1", "a"));
            assertFault("invalid_request", 400, post(node, "p q", "0", "a"));
            assertEquals(3, stored(node));
        }
    }

    @Test
    void asManyAreNumberedAsReceiptsAreKept() throws Exception {
        try (RunningServer node = new RunningServer()) {
            String[] labels = Collections.nCopies(Producers.MOST_ITEMS + 1, "a").toArray(new String[0]);
            post(node, "p", "0");
            assertFault("invalid_request", 400, post(node, "p", "0", labels));
            assertEquals(0, stored(node));
        }
    }

    @Test
    void linesHaveNoNumbers() throws Exception {
        try (RunningServer node = new RunningServer()) {
            assertFault(
                    "invalid_request",
                    400,
                    node.send(HttpRequest.newBuilder(node.uri("/events"))
                            .header("Content-Type", "application/x-ndjson")
                            .header("Feedhub-Producer", "p")
                            .POST(BodyPublishers.ofString("{\"label\":\"a\"}\n"))));
            assertEquals(0, stored(node));
        }
    }

    @Test
    void whoHasNotPublishedForLongestIsForgottenFirst() throws Exception {
        try (RunningServer node = new RunningServer()) {
            post(node, "early", "0");
            for (int i = 0; i < 999; i++) {
                post(node, "p" + i, "0");
            }
            post(node, "early", "0", "a");
            post(node, "late", "0");
            assertFault("unknown_producer", 409, post(node, "p0", "0", "b"));
            assertEquals(200, post(node, "early", "1", "c").statusCode());
            assertEquals(200, post(node, "p1", "0", "b").statusCode());
        }
    }
}
