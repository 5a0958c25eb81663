package dev.feedhub.server;

import java.util.LinkedHashMap;
import java.util.Map;

/** Why a request is not done, in terms of the protocol: what is wrong, and what a client needs to know to do better. */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kinds of faults, each with its code in JSON-RPC and its status in HTTP. */
    enum Kind {
        PARSE_ERROR(-32700, 400),
        INVALID_REQUEST(-32600, 400),
        METHOD_NOT_FOUND(-32601, 404),
        INVALID_PARAMS(-32602, 400),
        INTERNAL_ERROR(-32603, 500),
        LISTENER_CLOSED(-32001, 410),
        NO_SUCH_LISTENER(-32002, 404),
        TIMED_OUT(-32003, 504),
        FEED_FULL(-32004, 429),
        TRUNCATED(-32005, 410),
        DIVERGED(-32006, 409),
        TOO_LARGE(-32007, 413),
        TOO_MANY(-32008, 429),
        HUB_FAILED(-32009, 500),
        STOPPING(-32010, 503),
        OUTCOME_UNKNOWN(-32011, 500),
        /** In HTTP alone. */
        NOT_FOUND(-32012, 404),
        METHOD_NOT_ALLOWED(-32013, 405),
        UNSUPPORTED_TYPE(-32014, 415),
        TOO_SLOW(-32015, 408),
        FORBIDDEN(-32016, 403),
        UNKNOWN_PRODUCER(-32017, 409);

        private final int code;
        private final int status;

        Kind(int code, int status) {
            this.code = code;
            this.status = status;
        }

        int code() {
            return code;
        }

        int status() {
            return status;
        }
    }

    private final Kind kind;
    private final transient Map<String, Object> details = new LinkedHashMap<>();

    Fault(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** Adds a detail: a text, a number or a cursor. */
    Fault with(String name, Object value) {
        details.put(name, value);
        return this;
    }

    Kind kind() {
        return kind;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** In order of their adding. */
    Map<String, Object> details() {
        return details;
    }

    static Fault invalidParams(String message) {
        return new Fault(Kind.INVALID_PARAMS, message);
    }

    static Fault invalidRequest(String message) {
        return new Fault(Kind.INVALID_REQUEST, message);
    }
}
