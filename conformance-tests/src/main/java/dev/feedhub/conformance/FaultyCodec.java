package dev.feedhub.conformance;

import dev.feedhub.Codec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Text in UTF-8, but for two texts of which one cannot be encoded and one cannot be decoded. */
final class FaultyCodec implements Codec<String> {
    static final String NOT_ENCODABLE = "not encodable";
    static final String NOT_DECODABLE = "not decodable";

    private final RuntimeException fault = new IllegalStateException("the codec's fault");
    private final List<Thread> encodedOn = new CopyOnWriteArrayList<>();

    @Override
    public byte[] encode(String label, String data) {
        encodedOn.add(Thread.currentThread());
        if (data.equals(NOT_ENCODABLE)) {
            throw fault;
        }
        return data.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String decode(String label, ByteBuffer payload) {
        String data = StandardCharsets.UTF_8.decode(payload).toString();
        if (data.equals(NOT_DECODABLE)) {
            throw fault;
        }
        return data;
    }

    /** What it throws for those two. */
    RuntimeException fault() {
        return fault;
    }

    /** The threads that called {@link #encode}, each once. */
    List<Thread> encodedOn() {
        return encodedOn.stream().distinct().toList();
    }
}
