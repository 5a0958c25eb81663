package dev.feedhub.conformance;

import dev.feedhub.Codec;
import java.nio.ByteBuffer;

/** Text in UTF-8, encoded once a gate is open. */
record HeldUpCodec(Gate gate) implements Codec<String> {
    @Override
    public byte[] encode(String label, String data) {
        gate.pass();
        return Codec.utf8().encode(label, data);
    }

    @Override
    public String decode(String label, ByteBuffer payload) {
        return Codec.utf8().decode(label, payload);
    }
}
