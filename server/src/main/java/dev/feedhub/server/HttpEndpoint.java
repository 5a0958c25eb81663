package dev.feedhub.server;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is at a path. */
interface HttpEndpoint {
    /** Answers a request, on a thread that may wait. */
    void answer(Request request, Response response, Callback callback) throws Exception;
}
