package dev.feedhub.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers in JSON. */
final class Answers {
    private Answers() {}

    static void send(Response response, Callback callback, int status, JsonNode body) {
        send(response, callback, status, Json.write(body));
    }

    /** One that is text already. */
    static void send(Response response, Callback callback, int status, byte[] body) {
        response.write(true, prepare(response, status, body), callback);
    }

    private static ByteBuffer prepare(Response response, int status, byte[] body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        return ByteBuffer.wrap(body);
    }

    static void sendNothing(Response response, Callback callback) {
        response.setStatus(HttpStatus.NO_CONTENT_204);
        response.write(true, ByteBuffer.allocate(0), callback);
    }

    /** The head for a fault, and the body: with what was done in spite of it. */
    static ByteBuffer prepare(Response response, Fault fault, ObjectNode done) {
        Object retryAfter = fault.details().get("retryAfter");
        if (retryAfter != null) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, retryAfter.toString());
        }
        return prepare(response, fault.kind().status(), Json.write(done.set("error", FaultJson.of(fault))));
    }
}
