package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Texts that look like JSON numbers and cannot be read as such: they are texts, and nobody stumbles over them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileNumbersTest {
    private RunningServer node;

    @BeforeEach
    void start() throws Exception {
        node = new RunningServer();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e9999999999", "1e-2147483648", "0e9999999999", "NaN", "[1e2147483648]"})
    void asDataTheyAreTextInEveryForm(String text) throws Exception {
        String id = node.call("listen.subscribe", "{}").path("id").stringValue();
        assertEquals(
                200,
                node.post("/events", "application/json", "{\"label\":\"p\",\"text\":\"" + text + "\"}")
                        .statusCode());
        assertEquals(
                200,
                node.post("/events", "application/json", "{\"label\":\"q\",\"data\":1}")
                        .statusCode());
        assertEquals(
                text,
                node.call("index.scan", "{}")
                        .path("entries")
                        .path(0)
                        .path("text")
                        .stringValue());
        assertEquals(
                text,
                node.call("events", "{}").path("items").path(1).path("text").stringValue());
        assertEquals(
                text, node.call("listen.next", "[\"" + id + "\"]").path("text").stringValue());
        for (String form : new String[] {"cloudevent", "entry", "exact"}) {
            try (SseClient stream =
                    new SseClient(HttpClient.newHttpClient(), node.uri("/events?start=oldest&form=" + form), "")) {
                JsonNode first = stream.nextEntry().data();
                assertTrue(form.equals("exact") || first.toString().contains(text), first.toString());
                assertFalse(stream.nextEntry().data().isEmpty());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e9999999999", "1e-2147483648", "NaN", "+1", "01"})
    void inARequestTheyAreNotJson(String number) throws Exception {
        JsonNode answer = node.rpc("{\"jsonrpc\":\"2.0\",\"id\":" + number + ",\"method\":\"index.span\"}");
        assertEquals(-32700, answer.path("error").path("code").intValue(), answer.toString());
        assertTrue(answer.path("id").isNull());
        HttpResponse<String> response = node.post("/events", "application/json", "{\"data\":" + number + "}");
        assertEquals(400, response.statusCode());
        assertFalse(response.body().contains("`") || response.body().contains("java"), response.body());
        assertFalse(answer.toString().contains("`"), answer.toString());
    }

    @Test
    void theLargestThatIsReadIsKept() throws Exception {
        node.post("/events", "application/json", "{\"data\":1e2147483647}");
        assertEquals(
                "1E+2147483647",
                node.call("index.scan", "{}")
                        .path("entries")
                        .path(0)
                        .path("data")
                        .toString());
    }
}
