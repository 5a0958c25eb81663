package dev.feedhub.server;

import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Media types, without their parameters. */
final class MediaTypes {
    static final String JSON = "application/json";
    static final String LINES = "application/x-ndjson";
    static final String ANY_EVENT = "application/cloudevents";
    static final String EVENT = "application/cloudevents+json";
    static final String EVENTS = "application/cloudevents-batch+json";

    private MediaTypes() {}

    /** What a request says that its body is; empty if it does not. */
    static String of(Request request) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return type == null ? "" : bare(type);
    }

    static boolean isJson(String type) {
        String bare = bare(type);
        return bare.endsWith("/json") || bare.endsWith("+json");
    }

    private static String bare(String type) {
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
