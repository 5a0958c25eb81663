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
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    static void sendNothing(Response response, Callback callback) {
        response.setStatus(HttpStatus.NO_CONTENT_204);
        response.write(true, ByteBuffer.allocate(0), callback);
    }

    static void send(Response response, Callback callback, Fault fault) {
        send(response, callback, fault, Json.object());
    }

    /** A fault, and what was done in spite of it. */
    static void send(Response response, Callback callback, Fault fault, ObjectNode done) {
        Object retryAfter = fault.details().get("retryAfter");
        if (retryAfter != null) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, retryAfter.toString());
        }
        send(response, callback, fault.kind().status(), done.set("error", FaultJson.of(fault)));
    }
}
