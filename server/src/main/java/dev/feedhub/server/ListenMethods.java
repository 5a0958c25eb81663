package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.Delivery;
import dev.feedhub.Listener;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code listen.*}: entries as they come, from a queue that drops the oldest where it is full, and says how many. */
final class ListenMethods {
    private static final int DEFAULT_QUEUE = 1_024;

    private final HeldListeners held;
    private final Context session;
    private final int largestQueue;
    private final Duration longestWait;

    ListenMethods(HeldListeners held, Context session, int largestQueue, Duration longestWait) {
        this.held = held;
        this.session = session;
        this.largestQueue = largestQueue;
        this.longestWait = longestWait;
    }

    Stream<RpcMethod> all() {
        return Stream.of(
                RpcMethod.answering("listen.subscribe", List.of("maxQueueLen", "label"), this::subscribe),
                RpcMethod.answering("listen.next", List.of("id", "timeout"), this::next),
                RpcMethod.doing("listen.close", List.of("id"), this::close),
                RpcMethod.answering("listen.list", List.of(), (ctx, params) -> list()));
    }

    private JsonNode subscribe(Context ctx, RpcParams params) {
        int capacity = (int) params.number("maxQueueLen", 1, largestQueue, Math.min(DEFAULT_QUEUE, largestQueue));
        HeldListener listener = held.open(params.filter("label"), capacity);
        return Json.object()
                .put("id", listener.id())
                .put("after", listener.listener().registeredAfter().toString());
    }

    private JsonNode next(Context ctx, RpcParams params) throws InterruptedException {
        HeldListener listener = held.get(params.requiredText("id"));
        Delivery<byte[]> delivery =
                listener.next(Waiting.within(session, ctx, params.duration("timeout", longestWait)));
        return Entries.json(delivery.entry()).put("lost", delivery.lost());
    }

    private JsonNode close(Context ctx, RpcParams params) {
        HeldListener listener = held.get(params.requiredText("id"));
        held.close(listener);
        return Json.object().put("queued", listener.listener().queued());
    }

    /** Ids are known to who opened them alone: whoever knows one can take its entries. */
    private JsonNode list() {
        ArrayNode listeners = JsonNodeFactory.instance.arrayNode();
        for (HeldListener each : held.open()) {
            Listener<byte[]> listener = each.listener();
            listeners
                    .addObject()
                    .put("id", each.id().substring(0, 8))
                    .put("queued", listener.queued())
                    .put("capacity", listener.capacity())
                    .put("lost", listener.lost())
                    .set("label", Filters.json(listener.filter()));
        }
        return listeners;
    }
}
