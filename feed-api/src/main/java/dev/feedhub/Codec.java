package dev.feedhub;

import java.nio.ByteBuffer;

/**
 * Turns data into the payload a store holds, and back.
 *
 * <p>{@link #encode} runs on the publisher's thread, {@link #decode} on whichever thread first asks an entry for its data.
 * Both are called concurrently and never with null: an item without data has no payload. What they throw reaches that
 * caller alone, as the cause of an {@link EncodeException} or {@link DecodeException}.
 *
 * @param <T> the type of the data
 * @rule F-7
 */
public interface Codec<T> {
    /**
     * Encodes the data of an item.
     *
     * @param label the item's label
     * @param data the data
     * @return the payload, possibly empty, never null; handed over, the codec keeps no reference to it
     */
    byte[] encode(String label, T data);

    /**
     * Decodes a payload.
     *
     * @param label the entry's label
     * @param payload the payload from position to limit, read-only
     * @return the data, never null
     */
    T decode(String label, ByteBuffer payload);

    /**
     * Bytes as they are, copied both ways.
     *
     * @return always the same
     */
    static Codec<byte[]> bytes() {
        return BytesCodec.INSTANCE;
    }

    /**
     * Text in UTF-8. A lone surrogate cannot be encoded, a malformed payload cannot be decoded: neither becomes a
     * question mark.
     *
     * @return always the same
     */
    static Codec<String> utf8() {
        return Utf8Codec.INSTANCE;
    }
}
