package dev.feedhub.server;

import java.util.Locale;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.node.ObjectNode;

/** What HTTP itself refuses, as a malformed request line, in the same form as faults. */
final class JsonErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String message = HttpStatus.getMessage(status);
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("kind", message.toLowerCase(Locale.ROOT).replace(' ', '_'))
                .put("message", message);
        Answers.send(response, callback, status, body);
        return true;
    }
}
