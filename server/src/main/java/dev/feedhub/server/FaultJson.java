package dev.feedhub.server;

import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Faults in JSON: {@code {"kind":"truncated","floor":"…","newest":"…"}}. */
final class FaultJson {
    private FaultJson() {}

    /** The kind, and what else a client needs. */
    static ObjectNode data(Fault fault) {
        ObjectNode data = Json.object().put("kind", fault.kind().name().toLowerCase(Locale.ROOT));
        fault.details().forEach((name, value) -> {
            if (value instanceof Long number) {
                data.put(name, number);
            } else {
                data.put(name, value.toString());
            }
        });
        return data;
    }

    /** The same with the message. */
    static ObjectNode of(Fault fault) {
        return data(fault).put("message", fault.getMessage());
    }
}
