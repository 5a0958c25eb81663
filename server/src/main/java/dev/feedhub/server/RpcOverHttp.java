package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.server.Fault.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code POST /rpc}: status 200 with an answer, also one that tells of an error; 204 where there is none. */
final class RpcOverHttp implements HttpEndpoint {
    private static final Duration MARGIN =
            Duration.ofSeconds(1); // so that a call that waits as long as it may ends by its own deadline

    private final RpcEndpoint rpc;
    private final RequestBodies bodies;
    private final Duration mostTime;

    RpcOverHttp(RpcEndpoint rpc, RequestBodies bodies, Duration longestWait) {
        this.rpc = rpc;
        this.bodies = bodies;
        this.mostTime = longestWait.plus(MARGIN);
    }

    @Override
    public void answer(Request request, Response response, Callback callback) throws IOException, InterruptedException {
        requireJson(request);
        answer(request)
                .ifPresentOrElse(
                        answer -> Answers.send(response, callback, HttpStatus.OK_200, answer),
                        () -> Answers.sendNothing(response, callback));
    }

    private Optional<byte[]> answer(Request request) throws IOException, InterruptedException {
        try (BodyRoom.Share share = bodies.share()) {
            byte[] body = bodies.read(request, share);
            return rpc.answer(Context.background().withTimeout(mostTime), body);
        }
    }

    /** That a page of another site did not make a browser send it, which is allowed to without asking where the type is a form's. */
    private static void requireJson(Request request) {
        String type = MediaTypes.of(request);
        if (!type.equals(MediaTypes.JSON)) {
            throw new Fault(
                    Kind.UNSUPPORTED_TYPE, "Content-Type is " + Texts.quoted(type) + ": application/json is expected");
        }
    }
}
