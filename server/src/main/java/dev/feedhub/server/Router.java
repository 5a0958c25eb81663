package dev.feedhub.server;

import dev.feedhub.server.Fault.Kind;
import java.io.IOException;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands requests to what is at their path and method; what goes wrong is answered as a fault. */
final class Router extends Handler.Abstract {
    private final ConnectionRoom connections;
    private final Origins origins;
    private final RequestBodies bodies;
    private final Map<String, Map<String, HttpEndpoint>> routes;

    /** By path, then by method. */
    Router(
            ConnectionRoom connections,
            Origins origins,
            RequestBodies bodies,
            Map<String, Map<String, HttpEndpoint>> routes) {
        this.connections = connections;
        this.origins = origins;
        this.bodies = bodies;
        this.routes = routes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        try {
            answer(request, response, callback);
        } catch (IOException gone) {
            callback.failed(gone);
        }
        return true;
    }

    private void answer(Request request, Response response, Callback callback) throws IOException {
        try {
            connections.require(request, response);
            origins.require(request);
            route(request, response).answer(request, response, callback);
        } catch (IOException gone) {
            throw gone;
        } catch (Exception failed) {
            Fault fault = Faults.of(failed);
            if (response.isCommitted()) {
                callback.failed(fault);
            } else {
                bodies.refuse(request, response, callback, fault, Json.object());
            }
        }
    }

    private HttpEndpoint route(Request request, Response response) {
        String path = String.valueOf(Request.getPathInContext(request));
        Map<String, HttpEndpoint> methods = routes.get(path);
        if (methods == null) {
            throw new Fault(
                    Kind.NOT_FOUND,
                    "nothing is at " + Texts.quoted(path) + "; there are " + String.join(", ", routes.keySet()));
        }
        HttpEndpoint endpoint = methods.get(request.getMethod());
        if (endpoint == null) {
            String allowed = String.join(", ", methods.keySet());
            response.getHeaders().put(new HttpField(HttpHeader.ALLOW, allowed));
            throw new Fault(Kind.METHOD_NOT_ALLOWED, path + " takes " + allowed);
        }
        return endpoint;
    }
}
