package dev.feedhub.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Event streams as their specification has them, wherever they are cut into pieces. If one fails, check what a line's end is. */
class SseParserTest {
    private static List<String> events(String text, int piece) {
        SseParser parser = new SseParser();
        List<String> events = new ArrayList<>();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += piece) {
            parser.add(ByteBuffer.wrap(bytes, from, Math.min(piece, bytes.length - from)));
            for (SseParser.Event event = parser.poll(); event != null; event = parser.poll()) {
                events.add(event.name() + ":" + new String(event.data(), StandardCharsets.UTF_8).strip());
            }
        }
        return events;
    }

    private static void assertEvents(List<String> expected, String text) {
        for (int piece = 1; piece <= text.length(); piece++) {
            assertEquals(expected, events(text, piece), "in pieces of " + piece + " bytes");
        }
    }

    @Test
    void linesEndInEachOfThreeWays() {
        assertEvents(List.of("message:1", "message:2", "message:3"), "data: 1\n\ndata: 2\r\n\r\ndata: 3\r\r");
    }

    @Test
    void anEventHasANameAndLinesOfData() {
        assertEvents(List.of("x:a\n b", "message:\u00e9"), "event: x\ndata:a\nid: 7\ndata:  b\n\ndata: \u00e9\n\n");
    }

    @Test
    void commentsAndUnknownFieldsAreNothing() {
        assertEvents(List.of("message:1"), ": heartbeat\n\nretry: 1000\nwhat\ndata: 1\n\nevent: empty\n\n");
    }

    @Test
    void whatIsCutOffIsNoEvent() {
        assertEvents(List.of("message:1"), "data: 1\n\ndata: 2\n");
    }
}
