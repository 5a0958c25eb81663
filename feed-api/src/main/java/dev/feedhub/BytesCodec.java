package dev.feedhub;

import java.nio.ByteBuffer;

/** Bytes, copied so that neither side can change what the other holds. */
enum BytesCodec implements Codec<byte[]> {
    INSTANCE;

    @Override
    public byte[] encode(String label, byte[] data) {
        return data.clone();
    }

    @Override
    public byte[] decode(String label, ByteBuffer payload) {
        byte[] data = new byte[payload.remaining()];
        payload.get(data);
        return data;
    }
}
