package dev.feedhub.client;

import dev.feedhub.Codec;
import dev.feedhub.Cursor;
import dev.feedhub.Signal;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The events of a node as signals, across connections: each goes on where the one before was cut. That a stream has caught up is told once, and
 * again after it fell behind, however often it was connected anew.
 */
final class RemoteSignals<T> {
    private final Codec<T> codec;
    private @Nullable Cursor start;
    private @Nullable Cursor position;
    private boolean toldCaughtUp;

    RemoteSignals(Codec<T> codec) {
        this.codec = codec;
    }

    /** Where the stream starts; null before the first event. */
    @Nullable
    Cursor start() {
        return start;
    }

    /** From where to go on; null before the first event. */
    @Nullable
    Cursor position() {
        return position;
    }

    /**
     * What an event tells; null where that is of the connection alone.
     *
     * @throws IOException if the event is none of a node
     */
    @Nullable
    Signal<T> of(SseParser.Event event) throws IOException {
        JsonNode json = Json.read(event.data());
        try {
            Cursor cursor = Cursor.parse(json.path("cursor").asString(""));
            Signal<T> signal = switch (event.name()) {
                case "message" -> new Signal.Event<>(RemoteEntry.of(json, codec));
                case "caughtup" -> toldCaughtUp ? null : new Signal.CaughtUp<>(cursor);
                case "fellbehind" ->
                    new Signal.FellBehind<>(cursor, json.path("entries").asLong());
                case "truncated" ->
                    new Signal.Truncated<>(
                            cursor,
                            Cursor.parse(json.path("floor").asString("")),
                            json.has("missed")
                                    ? OptionalLong.of(json.path("missed").asLong())
                                    : OptionalLong.empty());
                case "diverged" ->
                    new Signal.Diverged<>(
                            cursor, Cursor.parse(json.path("start").asString("")));
                default -> null;
            };
            toldCaughtUp =
                    (toldCaughtUp || signal instanceof Signal.CaughtUp) && !(signal instanceof Signal.FellBehind);
            if (start == null) {
                start = cursor;
                position = cursor;
            } else if (!event.name().equals("start")) {
                position = cursor;
            }
            return signal;
        } catch (IllegalArgumentException malformed) {
            throw new IOException("not an event of a node: " + malformed.getMessage(), malformed);
        }
    }
}
