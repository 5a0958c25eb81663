package dev.feedhub.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads an <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">event stream</a> as its bytes come.
 * An event that was cut off is none.
 */
final class SseParser {
    /**
     * An event.
     *
     * @param name {@code message} where it has none of its own
     * @param data its lines
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Event(String name, byte[] data) {}

    private final Deque<Event> events = new ArrayDeque<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private String name = "message";
    private boolean afterReturn;

    /** Takes more bytes, all of them. */
    void add(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n' && afterReturn) {
                afterReturn = false;
            } else if (next == '\n' || next == '\r') {
                afterReturn = next == '\r';
                endLine();
            } else {
                afterReturn = false;
                line.write(next);
            }
        }
    }

    /** The oldest event that is complete. */
    @Nullable
    Event poll() {
        return events.poll();
    }

    private void endLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + (text.startsWith(" ", colon + 1) ? 2 : 1));
        if (text.isEmpty()) {
            endEvent();
        } else if (field.equals("event")) {
            name = value;
        } else if (field.equals("data")) {
            data.writeBytes((value + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void endEvent() {
        if (data.size() > 0) {
            events.add(new Event(name, data.toByteArray()));
        }
        data.reset();
        name = "message";
    }
}
