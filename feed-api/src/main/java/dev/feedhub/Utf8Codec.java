package dev.feedhub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** UTF-8 that refuses what it cannot represent. */
enum Utf8Codec implements Codec<String> {
    INSTANCE;

    @Override
    public byte[] encode(String label, String data) {
        int surrogate = Label.loneSurrogate(data);
        if (surrogate >= 0) {
            throw new IllegalArgumentException("lone surrogate at index " + surrogate + "; UTF-8 has no form for it");
        }
        return data.getBytes(UTF_8);
    }

    @Override
    public String decode(String label, ByteBuffer payload) {
        int start = payload.position();
        try {
            return UTF_8.newDecoder().decode(payload).toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("malformed UTF-8 at byte " + (payload.position() - start), malformed);
        }
    }
}
