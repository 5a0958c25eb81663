package dev.feedhub.hub;

import dev.feedhub.Codec;
import dev.feedhub.Cursor;
import dev.feedhub.DecodeException;
import dev.feedhub.Entry;
import dev.feedhub.store.StoredRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An entry read back, decoded when it is first asked for its data. */
final class StoredEntry<T> implements Entry<T> {
    private final StoredRecord stored;
    private final Codec<T> codec;
    private volatile @Nullable T decoded;

    StoredEntry(StoredRecord stored, Codec<T> codec) {
        this.stored = stored;
        this.codec = codec;
    }

    @Override
    public Cursor cursor() {
        return stored.cursor();
    }

    @Override
    public Instant time() {
        return stored.record().time();
    }

    @Override
    public String label() {
        return stored.record().label();
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable T data() {
        byte[] payload = stored.record().payload();
        if (payload == null) {
            return null;
        }
        if (codec == (Codec<?>) Codec.bytes()) {
            return (T) payload; // this entry's alone, so that a copy of it would be a second one
        }
        T data = decoded;
        if (data == null) {
            data = decode(payload);
            decoded = data;
        }
        return data;
    }

    private T decode(byte[] payload) {
        try {
            ByteBuffer readOnly = ByteBuffer.wrap(payload).asReadOnlyBuffer();
            return Objects.requireNonNull(codec.decode(label(), readOnly), "the codec gave null");
        } catch (RuntimeException cause) {
            throw new DecodeException(cursor(), label(), payload, cause);
        }
    }

    @Override
    public String toString() {
        return "Entry[" + cursor() + " \"" + label() + "\"]";
    }
}
