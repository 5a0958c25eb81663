package dev.feedhub.client;

import dev.feedhub.Codec;
import dev.feedhub.Cursor;
import dev.feedhub.DecodeException;
import dev.feedhub.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An entry of a node, decoded when it is first asked for its data. */
final class RemoteEntry<T> implements Entry<T> {
    private final Cursor cursor;
    private final Instant time;
    private final String label;
    private final byte @Nullable [] payload;
    private final Codec<T> codec;
    private volatile @Nullable T decoded;

    private RemoteEntry(Cursor cursor, Instant time, String label, byte @Nullable [] payload, Codec<T> codec) {
        this.cursor = cursor;
        this.time = time;
        this.label = label;
        this.payload = payload;
        this.codec = codec;
    }

    /**
     * Reads one, in the exact form: its data are under {@code base64}.
     *
     * @throws IOException if it is none
     */
    static <T> Entry<T> of(JsonNode json, Codec<T> codec) throws IOException {
        try {
            JsonNode data = json.required("base64");
            return new RemoteEntry<>(
                    Cursor.parse(json.required("cursor").asString()),
                    Instant.parse(json.required("time").asString()),
                    json.required("label").asString(),
                    data.isNull() ? null : Base64.getDecoder().decode(data.asString()),
                    codec);
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw new IOException("not an entry: " + malformed.getMessage(), malformed);
        }
    }

    @Override
    public Cursor cursor() {
        return cursor;
    }

    @Override
    public Instant time() {
        return time;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public @Nullable T data() {
        if (payload == null) {
            return null;
        }
        T data = decoded;
        if (data == null) {
            data = decode(payload);
            decoded = data;
        }
        return data;
    }

    private T decode(byte[] stored) {
        try {
            return Objects.requireNonNull(
                    codec.decode(label, ByteBuffer.wrap(stored).asReadOnlyBuffer()), "the codec gave null");
        } catch (RuntimeException cause) {
            throw new DecodeException(cursor, label, stored, cause);
        }
    }

    @Override
    public String toString() {
        return "Entry[" + cursor + " \"" + label + "\"]";
    }
}
