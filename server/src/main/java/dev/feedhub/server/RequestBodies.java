package dev.feedhub.server;

import dev.feedhub.Context;
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
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.node.ObjectNode;

/** Reads the bodies of requests, each within a limit, a time, and the room that there is for all of them. */
final class RequestBodies {
    private static final long MOST_DISCARDED = 64 << 20;
    private static final int PIECE = 1 << 14;
    private static final Duration MOST_TIME_DISCARDING = Duration.ofSeconds(5);
    private static final Duration MOST_TIME_WHILE_STOPPING = Duration.ofSeconds(1);

    private final int largest;
    private final Duration patience;
    private final BodyRoom room;
    private final Context session;

    /** With at most so many bytes in one that is read as a whole, and in a line of others. */
    RequestBodies(int largest, Duration patience, BodyRoom room, Context session) {
        this.largest = largest;
        this.patience = patience;
        this.room = room;
        this.session = session;
    }

    /** A share of the room, to be closed when the body is worked on no more. */
    BodyRoom.Share share() {
        return room.share();
    }

    /**
     * Reads one as a whole.
     *
     * @throws Fault if it is too large, takes too long, or there is no room for it
     * @throws IOException if the client is gone
     */
    byte[] read(Request request, BodyRoom.Share share) throws IOException, InterruptedException {
        if (request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > largest) {
            throw tooLarge();
        }
        long began = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        InputStream in = in(request);
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            if (body.size() + read > largest) {
                throw tooLarge();
            } else if (body.size() + read > PIECE) { // small ones are never kept out by large ones
                share.take(read);
            }
            body.write(piece, 0, read);
            if (isOver(began, patience)) {
                throw new Fault(Kind.TOO_SLOW, "the body did not come within " + Durations.text(patience));
            }
        }
        return body.toByteArray();
    }

    /** Reads one line by line, as slowly as it comes. */
    BodyLines lines(Request request, BodyRoom.Share share) {
        return new BodyLines(in(request), largest, share);
    }

    /**
     * Answers with a fault, and what was done in spite of it, though the body may not be at its end; then reads on for a while: a client that
     * still sends when the connection is closed does not get to see the answer.
     *
     * @throws IOException if the client is gone
     */
    void refuse(Request request, Response response, Callback callback, Fault fault, ObjectNode done)
            throws IOException {
        Content.Sink.write(response, true, Answers.prepare(response, fault, done));
        discard(request);
        callback.succeeded();
    }

    private void discard(Request request) {
        long began = System.nanoTime();
        long discarded = 0;
        byte[] piece = new byte[PIECE];
        try (InputStream in = Content.Source.asInputStream(request)) {
            int read = 0;
            while (read >= 0
                    && discarded < MOST_DISCARDED
                    && !isOver(began, session.isDone() ? MOST_TIME_WHILE_STOPPING : MOST_TIME_DISCARDING)) {
                read = in.read(piece);
                discarded += read;
            }
        } catch (IOException gone) {
            // nor does who is gone
        }
    }

    private static boolean isOver(long began, Duration time) {
        return System.nanoTime() - began > time.toNanos();
    }

    /** A body, of which a read that waits too long is a {@link Fault}. */
    private InputStream in(Request request) {
        String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Fault(
                    Kind.UNSUPPORTED_TYPE,
                    "Content-Encoding is " + Texts.quoted(encoding) + ": bodies are taken as they are, without one");
        }
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
                        session.check();
                        throw new Fault(Kind.TOO_SLOW, "nothing of the body came for too long");
                    }
                    throw failed;
                }
            }
        };
    }

    private Fault tooLarge() {
        return new Fault(Kind.TOO_LARGE, "the body has more than the " + largest + " bytes that are allowed")
                .with("limit", (long) largest);
    }
}
