package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.HubConfig;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Server-sent events: where they start, what they look like, and how they go on. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theFirstEventTellsAnIdToGoOnFrom() throws Exception {
        try (RunningServer node = new RunningServer()) {
            Cursor published = publish(node, "a", "1");
            try (SseClient stream = open(node, "/events", "")) {
                SseClient.Event start = stream.next();
                assertEquals("start", start.name());
                assertEquals(published.toString(), start.id());
            }
        }
    }

    @Test
    void entriesAreCloudEventsWithTheirCursorAsId() throws Exception {
        try (RunningServer node = new RunningServer();
                SseClient stream = open(node, "/events?start=oldest", "")) {
            Cursor cursor = publish(node, "a/b", "{\"x\":1.50}");
            SseClient.Event event = stream.nextEntry();
            assertEquals(cursor.toString(), event.id());
            assertEquals(cursor.toString(), event.data().path("sequence").stringValue());
            assertEquals(cursor.toString(), event.data().path("id").stringValue());
            assertEquals("1.0", event.data().path("specversion").stringValue());
            assertEquals("a/b", event.data().path("type").stringValue());
            assertEquals("{\"x\":1.50}", event.data().path("data").toString());
            publish(node, "a/b", "not JSON\n");
            assertEquals("not JSON\n", stream.nextEntry().data().path("data").stringValue());
            node.hub().feed().publish(Context.background(), "", new byte[] {(byte) 0xff});
            SseClient.Event bytes = stream.nextEntry();
            assertEquals("/w==", bytes.data().path("data_base64").stringValue());
            assertEquals(
                    CloudEvents.TYPE_OF_UNLABELLED, bytes.data().path("type").stringValue());
        }
    }

    @Test
    void goesOnAfterTheLastIdThatWasSeen() throws Exception {
        try (RunningServer node = new RunningServer()) {
            for (int i = 0; i < 10; i++) {
                publish(node, "n", Integer.toString(i));
            }
            String lastId;
            try (SseClient stream = open(node, "/events?start=oldest", "")) {
                for (int i = 0; i < 4; i++) {
                    assertEquals(i, stream.nextEntry().data().path("data").intValue());
                }
                lastId = stream.lastId();
            }
            try (SseClient stream = open(node, "/events?start=oldest", lastId)) {
                for (int i = 4; i < 10; i++) {
                    assertEquals(i, stream.nextEntry().data().path("data").intValue());
                }
            }
        }
    }

    @Test
    void onlyTheLabelsThatAreWanted() throws Exception {
        try (RunningServer node = new RunningServer();
                SseClient stream = open(node, "/events?start=oldest&label=a/*&label=b", "")) {
            for (String label : List.of("a/1", "c", "b", "a", "a/2")) {
                publish(node, label, "0");
            }
            for (String label : List.of("a/1", "b", "a/2")) {
                assertEquals(label, stream.nextEntry().data().path("type").stringValue());
            }
        }
    }

    @Test
    void exactBytesForWhoWantsThem() throws Exception {
        try (RunningServer node = new RunningServer();
                SseClient stream = open(node, "/events?start=oldest&form=exact", "")) {
            publish(node, "a", "{ \"x\" : 1e400 }");
            assertEquals(
                    "eyAieCIgOiAxZTQwMCB9",
                    stream.nextEntry().data().path("base64").stringValue());
        }
    }

    @Test
    void progressIsToldWhileThereIsNothing() throws Exception {
        try (RunningServer node = new RunningServer();
                SseClient stream = open(node, "/events?label=none&heartbeat=100ms", "")) {
            Cursor cursor = publish(node, "other", "1");
            SseClient.Event event = stream.next();
            while (!event.name().equals("progress") || !event.id().equals(cursor.toString())) {
                event = stream.next();
            }
            assertEquals(cursor.toString(), event.data().path("cursor").stringValue());
        }
    }

    @Test
    void whatIsGoneIsTold() throws Exception {
        HubConfig small = HubConfig.builder()
                .set("feedhub.store", "memory")
                .set("feedhub.store.memory.maxEntries", "3")
                .build();
        try (RunningServer node = new RunningServer(small, options -> options)) {
            Cursor first = publish(node, "a", "0");
            for (int i = 1; i < 10; i++) {
                publish(node, "a", Integer.toString(i));
            }
            try (SseClient stream = open(node, "/events", first.toString())) {
                assertEquals("start", stream.next().name());
                SseClient.Event gone = stream.next();
                assertEquals("truncated", gone.name());
                assertTrue(gone.data().path("missed").intValue() >= 6, gone.toString());
                assertTrue(stream.nextEntry().data().path("data").intValue() >= 7);
            }
            try (SseClient stream = open(node, "/events?after=" + new Cursor(first.position(), 77), "")) {
                assertEquals("start", stream.next().name());
                assertEquals("diverged", stream.next().name());
            }
        }
    }

    @Test
    void startsAfterAnEntryOrAtATime() throws Exception {
        try (RunningServer node = new RunningServer()) {
            Cursor first = publish(node, "a", "1");
            Thread.sleep(2); // times are of milliseconds
            Instant between = Instant.now();
            publish(node, "a", "2");
            for (String start : List.of("after=" + first, "since=" + between)) {
                try (SseClient stream = open(node, "/events?" + start, "")) {
                    assertEquals(first.toString(), stream.next().id(), start);
                    assertEquals(2, stream.nextEntry().data().path("data").intValue(), start);
                }
            }
        }
    }

    @Test
    void entriesAsTheIndexGivesThem() throws Exception {
        try (RunningServer node = new RunningServer();
                SseClient stream = open(node, "/events?start=oldest&form=entry", "")) {
            publish(node, "a", "[1]");
            JsonNode entry = node.call("index.scan", "{}").path("entries").path(0);
            assertEquals(entry, stream.nextEntry().data());
        }
    }

    @Test
    void wrongParametersAreRefused() throws Exception {
        try (RunningServer node = new RunningServer()) {
            for (String query : List.of(
                    "after=x",
                    "start=middle",
                    "since=yesterday",
                    "form=xml",
                    "heartbeat=0s",
                    "heartbeat=1h",
                    "labl=x",
                    "label=%ff",
                    "start=now&start=oldest",
                    "heartbeat=1ms",
                    "start=now&after=" + Cursor.ORIGIN)) {
                var response = node.send(HttpRequest.newBuilder(node.uri("/events?" + query)));
                assertEquals(400, response.statusCode(), query);
                assertEquals(
                        "invalid_params",
                        RunningServer.json(response).path("error").path("kind").stringValue(),
                        query);
            }
        }
    }

    private SseClient open(RunningServer node, String path, String lastEventId) throws Exception {
        return new SseClient(client, node.uri(path), lastEventId);
    }

    private static Cursor publish(RunningServer node, String label, String data) throws Exception {
        return node.hub()
                .feed()
                .submit(Context.background(), label, data.getBytes(StandardCharsets.UTF_8))
                .await(Context.background());
    }
}
