package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.Entry;
import dev.feedhub.Query;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Publishing over HTTP: each form, and that what is refused leaves nothing behind. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PublishTest {
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/shop\",\"type\":\"order.paid\",\"data\":{\"sum\":1.10}}";

    private RunningServer node;

    @BeforeEach
    void start() throws Exception {
        node = new RunningServer();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void itemsAsEntriesAreRead() throws Exception {
        JsonNode one = stored(200, node.post("/events", "application/json", "{\"label\":\"a\",\"data\":{\"n\":1.0}}"));
        assertEquals(1, one.path("stored").intValue());
        stored(
                200,
                node.post(
                        "/events",
                        "application/json; charset=utf-8",
                        "[{\"label\":\"b\",\"text\":\"héllo\"},{\"label\":\"c\",\"base64\":\"/w==\"},{\"label\":\"d\"},{\"label\":\"e\",\"data\":null}]"));
        assertEquals(List.of("a={\"n\":1.0}", "b=héllo", "c=\ufffd", "d=null", "e=null"), entries());
    }

    @Test
    void cursorsAreThoseOfTheHistory() throws Exception {
        JsonNode answer =
                stored(200, node.post("/events", "application/json", "[{\"label\":\"a\"},{\"label\":\"b\"}]"));
        List<String> cursors = new ArrayList<>();
        answer.path("cursors").forEach(cursor -> cursors.add(cursor.stringValue()));
        List<String> expected = new ArrayList<>();
        node.hub().history().scan(Context.background(), Query.all(), entry -> {
            expected.add(entry.cursor().toString());
            return true;
        });
        assertEquals(expected, cursors);
        assertEquals(expected.get(1), answer.path("newest").stringValue());
    }

    @Test
    void lines() throws Exception {
        JsonNode answer = stored(
                200,
                node.post(
                        "/events",
                        "application/x-ndjson",
                        "{\"label\":\"a\",\"data\":1}\n\r\n{\"label\":\"b\",\"data\":2}\r\n\n{\"label\":\"c\",\"data\":3}"));
        assertEquals(3, answer.path("stored").intValue());
        assertEquals(List.of("a=1", "b=2", "c=3"), entries());
    }

    @Test
    void aWrongLineIsNamedAndThoseBeforeItAreStored() throws Exception {
        JsonNode answer =
                stored(400, node.post("/events", "application/x-ndjson", "{\"label\":\"a\"}\n{\"label\":\"b\"}\n{"));
        assertEquals(2, answer.path("stored").intValue());
        assertTrue(answer.path("error").path("message").stringValue().startsWith("line 3: "), answer::toString);
        assertEquals(List.of("a=null", "b=null"), entries());
    }

    @Test
    void aWrongItemOfAnArrayIsNamedAndNothingIsStored() throws Exception {
        JsonNode answer = stored(400, node.post("/events", "application/json", "[{\"label\":\"a\"},{\"labl\":\"b\"}]"));
        assertEquals(0, answer.path("stored").intValue());
        assertTrue(answer.path("error").path("message").stringValue().startsWith("item 1: "), answer::toString);
        assertEquals(List.of(), entries());
    }

    @Test
    void cloudEventsInStructuredMode() throws Exception {
        stored(200, node.post("/events", "application/cloudevents+json", EVENT));
        stored(200, node.post("/events", "application/cloudevents-batch+json", "[" + EVENT + "," + EVENT + "]"));
        assertEquals(List.of("order.paid=" + EVENT, "order.paid=" + EVENT, "order.paid=" + EVENT), entries());
    }

    @Test
    void cloudEventsInBinaryMode() throws Exception {
        stored(
                200,
                node.send(HttpRequest.newBuilder(node.uri("/events"))
                        .header("ce-specversion", "1.0")
                        .header("ce-id", "7")
                        .header("ce-source", "/shop")
                        .header("ce-type", "order.paid")
                        .header("ce-subject", "%C3%A4 1+1")
                        .header("ce-label", "orders/paid")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("17"))));
        List<String> entries = entries();
        assertEquals(1, entries.size());
        assertTrue(entries.get(0).startsWith("orders/paid="), entries::toString);
        JsonNode event = Json.read(entries.get(0).substring(12).getBytes(StandardCharsets.UTF_8));
        assertEquals("ä 1+1", event.path("subject").stringValue());
        assertEquals("17", event.path("data").stringValue());
        assertEquals("text/plain", event.path("datacontenttype").stringValue());
    }

    @Test
    void whatTheFeedWouldRefuseIsNamedBeforeAnythingIsStored() throws Exception {
        for (String wrong : List.of("{}", "{\"label\":\"" + "x".repeat(1_025) + "\"}", "{\"label\":\"\\ud800\"}")) {
            JsonNode array =
                    RunningServer.json(node.post("/events", "application/json", "[{\"label\":\"a\"}," + wrong + "]"));
            assertTrue(array.path("error").path("message").stringValue().startsWith("item 1: "), array::toString);
            assertEquals(0, array.path("stored").intValue());
        }
        JsonNode lines = RunningServer.json(node.post("/events", "application/x-ndjson", "\n{}"));
        assertTrue(lines.path("error").path("message").stringValue().startsWith("line 2: "), lines::toString);
        assertEquals(List.of(), entries());
    }

    @Test
    void theTypeOfTheContentDecidesWhatACloudEventIs() throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.uri("/events")).header("ce-specversion", "1.0");
        stored(
                200,
                node.send(request.copy()
                        .header("Content-Type", "application/cloudevents-batch+json")
                        .POST(BodyPublishers.ofString("[" + EVENT + "]"))));
        assertEquals(List.of("order.paid=" + EVENT), entries());
        request.header("ce-id", "7").header("ce-source", "/shop").header("ce-type", "t");
        assertKind(
                400,
                "parse_error",
                node.send(request.copy()
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{"))));
        assertKind(
                400,
                "invalid_request",
                node.send(request.copy().header("ce-subject", "100%").POST(BodyPublishers.noBody())));
    }

    @Test
    void bytesThatWouldBeANumberInAnotherEncodingStayBytes() throws Exception {
        stored(200, node.post("/events", "application/json", "{\"label\":\"a\",\"base64\":\"AAAANQ==\"}"));
        JsonNode items = node.call("events", "{}").path("items");
        assertEquals("\0\0\0" + "5", items.get(0).path("text").stringValue());
    }

    @Test
    void whatIsRefusedLeavesNothing() throws Exception {
        assertKind(415, "unsupported_type", node.post("/events", "text/plain", "x"));
        assertKind(400, "parse_error", node.post("/events", "application/json", "{\"label\":"));
        assertKind(400, "parse_error", node.post("/events", "application/json", ""));
        assertKind(400, "invalid_request", node.post("/events", "application/json", "\"a\""));
        assertKind(400, "invalid_request", node.post("/events", "application/json", "{\"label\":1}"));
        assertKind(
                400,
                "invalid_request",
                node.post("/events", "application/json", "{\"label\":\"a\",\"text\":\"\\ud800\"}"));
        assertKind(
                400, "invalid_request", node.post("/events", "application/json", "{\"label\":\"a\",\"base64\":\"?\"}"));
        assertKind(
                400,
                "invalid_request",
                node.post("/events", "application/json", "{\"label\":\"a\",\"base64\":\"\",\"text\":\"\"}"));
        assertKind(400, "invalid_request", node.post("/events", "application/json", "{}"));
        assertKind(
                400,
                "invalid_request",
                node.post("/events", "application/cloudevents+json", "{\"specversion\":\"1.0\"}"));
        assertKind(
                413,
                "too_large",
                node.post("/events", "application/json", "{\"label\":\"" + "x".repeat(2_000) + "\"}"));
        assertKind(413, "too_large", node.post("/events", "application/json", " ".repeat(5 << 20)));
        assertEquals(List.of(), entries());
    }

    private static JsonNode stored(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response::body);
        return RunningServer.json(response);
    }

    private static void assertKind(int status, String kind, HttpResponse<String> response) {
        assertEquals(kind, stored(status, response).path("error").path("kind").stringValue(), response::body);
    }

    private List<String> entries() {
        List<String> entries = new ArrayList<>();
        node.hub().history().scan(Context.background(), Query.all(), entry -> {
            entries.add(text(entry));
            return true;
        });
        return entries;
    }

    private static String text(Entry<byte[]> entry) {
        byte[] data = entry.data();
        return entry.label() + "=" + (data == null ? "null" : new String(data, StandardCharsets.UTF_8));
    }
}
