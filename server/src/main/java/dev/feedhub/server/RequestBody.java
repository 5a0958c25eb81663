package dev.feedhub.server;

import dev.feedhub.server.Fault.Kind;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads bodies of requests as wholes, within a limit and a time. */
final class RequestBody {
    private static final Duration MOST_TIME = Duration.ofSeconds(30);
    private static final long MOST_DISCARDED = 64 << 20;
    private static final int PIECE = 1 << 14;

    private RequestBody() {}

    /**
     * Reads one.
     *
     * @param room a share of the room for all bodies, to be closed when this one is worked on no more
     * @throws Fault if it is larger than {@code most}, takes too long, or there is no room for it
     * @throws IOException if the client is gone
     */
    static byte[] read(Request request, int most, BodyRoom.Share room) throws IOException, InterruptedException {
        if (request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > most) {
            throw tooLarge(most);
        }
        long began = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        InputStream in = in(request);
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            if (body.size() + read > most) {
                throw tooLarge(most);
            } else if (body.size() + read > PIECE) { // small ones are never kept out by large ones
                room.take(read);
            }
            body.write(piece, 0, read);
            if (System.nanoTime() - began > MOST_TIME.toNanos()) {
                throw new Fault(Kind.TOO_SLOW, "the body did not come within " + Durations.text(MOST_TIME));
            }
        }
        return body.toByteArray();
    }

    /**
     * Reads the rest of a body that is not wanted, up to a limit: a client that still sends when the connection is closed does not get to
     * see the answer.
     */
    static void discard(Request request) {
        long began = System.nanoTime();
        long discarded = 0;
        byte[] piece = new byte[PIECE];
        try (InputStream in = Content.Source.asInputStream(request)) {
            int read = 0;
            while (read >= 0 && discarded < MOST_DISCARDED && System.nanoTime() - began < MOST_TIME.toNanos()) {
                read = in.read(piece);
                discarded += read;
            }
        } catch (IOException gone) {
            // nor does who is gone
        }
    }

    /** A body, of which a read that waits too long is a {@link Fault}. */
    static InputStream in(Request request) {
        return new FilterInputStream(Content.Source.asInputStream(request)) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                try {
                    return super.read(bytes, from, length);
                } catch (IOException failed) {
                    if (failed.getCause() instanceof TimeoutException) {
                        throw new Fault(Kind.TOO_SLOW, "nothing of the body came for too long");
                    }
                    throw failed;
                }
            }
        };
    }

    private static Fault tooLarge(int most) {
        return new Fault(Kind.TOO_LARGE, "the body has more than the " + most + " bytes that are allowed")
                .with("limit", (long) most);
    }
}
