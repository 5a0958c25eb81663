package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.server.Fault.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code GET /events}: entries as server-sent events, from a position in the past into the live ones, until the client goes away. A client that
 * does not read is waited for: it falls behind, and goes on from the store.
 */
final class StreamEndpoint implements HttpEndpoint {
    private static final int CAPACITY = 64; // what it falls behind by, it reads from the store

    private final Hub<byte[]> hub;
    private final Context session;
    private final OwnThreads threads;
    private final int most;
    private final Semaphore room;

    /** At most so many at a time, of which those that are behind are worked on by threads of their own. */
    StreamEndpoint(Hub<byte[]> hub, Context session, OwnThreads threads, int most) {
        this.hub = hub;
        this.session = session;
        this.threads = threads;
        this.most = most;
        this.room = new Semaphore(most);
    }

    @Override
    public void answer(Request request, Response response, Callback callback) throws IOException, InterruptedException {
        StreamQuery query = StreamQuery.of(request);
        if (!room.tryAcquire()) {
            throw new Fault(Kind.TOO_MANY, "there are " + most + " streams, as many as are allowed")
                    .with("retryAfter", 1L);
        }
        try (EventStream<byte[]> stream = hub.stream(query.options().capacity(CAPACITY));
                OutputStream out = Content.Sink.asOutputStream(response)) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
            request.addIdleTimeoutListener(waits -> false);
            new StreamSender(
                            stream, new SseFrames(query.form()), query.options().progressEvery(), threads)
                    .send(session, out);
        } finally {
            room.release();
        }
        callback.succeeded();
    }
}
