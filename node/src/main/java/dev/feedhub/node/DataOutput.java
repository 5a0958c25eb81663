package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The standard output as data: bytes and lines of UTF-8, buffered until flushed. Whatever cannot be written is told. For one thread. */
final class DataOutput {
    private final OutputStream out;

    DataOutput(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    /**
     * Writes bytes, and a line feed.
     *
     * @throws OutputException if they cannot be written
     */
    void line(byte[] bytes) {
        try {
            out.write(bytes);
            out.write('\n');
        } catch (IOException failed) {
            throw new OutputException(failed);
        }
    }

    /**
     * Writes a line of text.
     *
     * @throws OutputException if it cannot be written
     */
    void line(CharSequence text) {
        line(text.toString().getBytes(UTF_8));
    }

    /**
     * Hands everything on to the system.
     *
     * @throws OutputException if it cannot be written
     */
    void flush() {
        try {
            out.flush();
        } catch (IOException failed) {
            throw new OutputException(failed);
        }
    }
}
