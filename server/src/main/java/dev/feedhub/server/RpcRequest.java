package dev.feedhub.server;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request of JSON-RPC 2.0.
 *
 * @param id what the answer bears; null where it is a notification, which has no answer
 * @param method the method's name
 * @param params an object or an array, or null
 */
record RpcRequest(
        @Nullable JsonNode id, String method, @Nullable JsonNode params) {
    private static final Set<String> MEMBERS = Set.of("jsonrpc", "method", "params", "id");

    /**
     * Reads one.
     *
     * @throws Fault if it is none
     */
    static RpcRequest of(JsonNode request) {
        if (!request.isObject()) {
            throw Fault.invalidRequest("a request is an object, not " + Texts.shown(request));
        }
        JsonNode version = request.path("jsonrpc");
        if (!version.isString() || !version.stringValue().equals("2.0")) {
            throw Fault.invalidRequest("\"jsonrpc\" has to be \"2.0\"");
        }
        JsonNode method = request.path("method");
        if (!method.isString()) {
            throw Fault.invalidRequest("\"method\" has to be a text");
        }
        JsonNode params = request.get("params");
        if (params != null && !params.isObject() && !params.isArray()) {
            throw Fault.invalidRequest("\"params\" has to be an object or an array");
        }
        for (String member : new TreeSet<>(request.propertyNames())) {
            if (!MEMBERS.contains(member)) {
                throw Fault.invalidRequest("unknown member " + Texts.quoted(member));
            }
        }
        JsonNode id = request.get("id");
        if (id != null && !isId(id)) {
            throw Fault.invalidRequest("\"id\" has to be a text, a number or null");
        }
        return new RpcRequest(id, method.stringValue(), params);
    }

    /** The id of what may not be a request, if it can be told. */
    static @Nullable JsonNode idOf(JsonNode request) {
        JsonNode id = request.isObject() ? request.get("id") : null;
        return id != null && isId(id) ? id : null;
    }

    private static boolean isId(JsonNode id) {
        return id.isString() || id.isNumber() || id.isNull();
    }
}
