package dev.feedhub.server;

import dev.feedhub.Hub;
import dev.feedhub.HubStats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code rpc.serverInfo} and {@code beat.adjust}: the node itself. */
final class NodeMethods {
    private static final Duration SHORTEST_BEAT = Duration.ofMillis(10);
    private static final Duration LONGEST_BEAT = Duration.ofDays(1);

    private final Instant started = Instant.now();
    private final Hub<byte[]> hub;
    private final @Nullable Heartbeat heartbeat;
    private final CallCounts counts;
    private final Supplier<Set<String>> methods;

    NodeMethods(Hub<byte[]> hub, @Nullable Heartbeat heartbeat, CallCounts counts, Supplier<Set<String>> methods) {
        this.hub = hub;
        this.heartbeat = heartbeat;
        this.counts = counts;
        this.methods = methods;
    }

    Stream<RpcMethod> all() {
        RpcMethod info = RpcMethod.answering("rpc.serverInfo", List.of(), (ctx, params) -> info());
        return heartbeat == null
                ? Stream.of(info)
                : Stream.of(
                        info,
                        RpcMethod.doing(
                                "beat.adjust", List.of("duration"), (ctx, params) -> adjust(heartbeat, params)));
    }

    private static JsonNode adjust(Heartbeat heartbeat, RpcParams params) {
        String before = Durations.text(heartbeat.interval());
        params.value("duration")
                .map(value -> Durations.of(value, "beat.adjust.duration", Duration.ZERO, LONGEST_BEAT))
                .ifPresent(interval -> adjust(heartbeat, interval));
        return Json.object().put("before", before).put("now", Durations.text(heartbeat.interval()));
    }

    private static void adjust(Heartbeat heartbeat, Duration interval) {
        if (!interval.isZero() && interval.compareTo(SHORTEST_BEAT) < 0) {
            throw Fault.invalidParams("beat.adjust.duration is " + Durations.text(interval) + ": zero, or at least "
                    + Durations.text(SHORTEST_BEAT) + ", is allowed");
        }
        heartbeat.adjust(interval);
    }

    private JsonNode info() {
        ObjectNode info = Json.object();
        ArrayNode names = info.putArray("methods");
        methods.get().forEach(names::add);
        info.put("started", started.toString());
        HubStats stats = hub.stats();
        info.putObject("hub")
                .put("state", hub.state().toString())
                .put("accepted", stats.accepted())
                .put("indexed", stats.indexed())
                .put("batches", stats.batches())
                .put("listeners", stats.listeners())
                .put("channels", stats.channels())
                .put("queued", hub.feed().size())
                .put("feedCapacity", hub.feed().capacity());
        info.set("calls", counts.json());
        return info;
    }
}
