package dev.feedhub.server;

import dev.feedhub.Cursor;
import dev.feedhub.Entry;
import dev.feedhub.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signals as <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent events</a>, whose id is the cursor from which
 * to go on. Entries have no name of their own, as a browser's {@code onmessage} gets those; notices are named.
 */
final class SseFrames {
    private final Function<Entry<byte[]>, ObjectNode> form;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean caughtUp;

    /** Entries in a form. */
    SseFrames(Function<Entry<byte[]>, ObjectNode> form) {
        this.form = form;
    }

    /** The first: it tells the id from which to go on before there is an entry, and how soon to come again. */
    void start(Cursor position) {
        text("retry: 1000\n");
        notice("start", position, Json.object());
    }

    void add(Entry<byte[]> entry) {
        text("id: " + entry.cursor() + "\n");
        data(form.apply(entry));
    }

    void add(Signal<byte[]> signal) {
        ObjectNode json = Json.object();
        caughtUp = signal instanceof Signal.CaughtUp || (caughtUp && !(signal instanceof Signal.FellBehind));
        if (signal instanceof Signal.Event<byte[]> event) {
            add(event.entry());
        } else if (signal instanceof Signal.Truncated<byte[]> gone) {
            json.put("floor", gone.floor().toString());
            gone.missed().ifPresent(missed -> json.put("missed", missed));
            notice("truncated", signal.cursor(), json);
        } else if (signal instanceof Signal.Diverged<byte[]> other) {
            notice("diverged", signal.cursor(), json.put("start", other.start().toString()));
        } else if (signal instanceof Signal.FellBehind<byte[]> behind) {
            notice("fellbehind", signal.cursor(), json.put("entries", behind.entries()));
        } else {
            notice(signal instanceof Signal.CaughtUp ? "caughtup" : "progress", signal.cursor(), json);
        }
    }

    /** Tells how far a search has come. */
    void addProgress(Cursor position) {
        notice("progress", position, Json.object());
    }

    private void notice(String name, Cursor position, ObjectNode json) {
        text("id: " + position + "\nevent: " + name + "\n");
        data(json.put("cursor", position.toString()));
    }

    /** JSON has no line feed outside its texts, and those are escaped. */
    private void data(ObjectNode json) {
        text("data: ");
        bytes.writeBytes(Json.write(json));
        text("\n\n");
    }

    private void text(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether what follows is live. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    /** Bytes that are not written yet. */
    int size() {
        return bytes.size();
    }

    /** Writes them; it waits for a client that does not read. */
    void writeTo(OutputStream out) throws IOException {
        bytes.writeTo(out);
        out.flush();
        bytes.reset();
    }
}
