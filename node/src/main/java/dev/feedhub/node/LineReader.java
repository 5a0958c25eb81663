package dev.feedhub.node;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads lines of bytes. A line ends with LF, or where that was asked for also with CR LF, which are not part of it; the last one may end
 * with the input. A line that is longer than the limit is read past, and only its length is kept.
 */
final class LineReader implements Closeable {
    private final InputStream in;
    private final int limit;
    private final boolean dropsCarriageReturn;
    private final byte[] chunk = new byte[1 << 16];
    private int from; // of the chunk: the first byte not yet used
    private int to;
    private byte[] line = new byte[256];
    private long length; // of the line, also where it is beyond the limit

    private LineReader(InputStream in, int limit, boolean dropsCarriageReturn) {
        this.in = in;
        this.limit = limit;
        this.dropsCarriageReturn = dropsCarriageReturn;
    }

    /** Lines of text, which end with LF or CR LF. */
    static LineReader ofText(InputStream in, int limit) {
        return new LineReader(in, limit, true);
    }

    /** Lines of bytes, which end with LF: a CR before it is part of the line. */
    static LineReader ofBytes(InputStream in, int limit) {
        return new LineReader(in, limit, false);
    }

    /** Reads the next line, waiting for it; false where there is none. */
    boolean next() throws IOException {
        length = 0;
        boolean any = false;
        boolean complete = false;
        byte last = 0;
        while (!complete && fill()) {
            any = true;
            int end = from;
            while (end < to && chunk[end] != '\n') {
                end++;
            }
            last = end > from ? chunk[end - 1] : last;
            append(end);
            complete = end < to;
            from = complete ? end + 1 : end;
        }
        if (dropsCarriageReturn && complete && last == '\r') {
            length--;
        }
        return any;
    }

    /** How many bytes the line has. */
    long length() {
        return length;
    }

    boolean isTooLong() {
        return length > limit;
    }

    /** The line's bytes, until the next one is read. */
    ByteBuffer bytes() {
        return ByteBuffer.wrap(line, 0, (int) length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, in.read(chunk));
        }
        return from < to;
    }

    /** Takes over the bytes of the chunk before an end, as far as the limit allows. */
    private void append(int end) {
        int used = (int) Math.min(length, limit);
        int fits = Math.min(end - from, limit - used);
        if (used + fits > line.length) {
            line = Arrays.copyOf(line, (int) Math.min(limit, Math.max(2L * line.length, used + fits)));
        }
        System.arraycopy(chunk, from, line, used, fits);
        length += end - from;
    }
}
