package dev.feedhub.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.node.ObjectNode;

/** How often each method was called, and how often that failed. */
final class CallCounts {
    private record Count(LongAdder calls, LongAdder failures) {}

    private final Map<String, Count> byMethod = new ConcurrentHashMap<>();

    void called(String method) {
        byMethod.computeIfAbsent(method, name -> new Count(new LongAdder(), new LongAdder()))
                .calls
                .increment();
    }

    void failed(String method) {
        Count count = byMethod.get(method);
        if (count != null) {
            count.failures.increment();
        }
    }

    /** {@code {"event.post":{"calls":3,"failures":0},…}}. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        new TreeMap<>(byMethod)
                .forEach((method, count) ->
                        json.putObject(method).put("calls", count.calls.sum()).put("failures", count.failures.sum()));
        return json;
    }
}
