package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.Hub;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All methods of {@code /rpc}, by name. */
final class Methods {
    private Methods() {}

    static RpcEndpoint endpoint(
            Hub<byte[]> hub,
            Publishing publishing,
            @Nullable Heartbeat heartbeat,
            HeldListeners held,
            Searches searches,
            Context session,
            ServerOptions options) {
        Map<String, RpcMethod> methods = new TreeMap<>();
        CallCounts counts = new CallCounts();
        Stream.of(
                        new EventMethods(publishing).all(),
                        new ListenMethods(held, session, options.maxQueue(), options.longestWait()).all(),
                        new IndexMethods(hub.history(), searches).all(),
                        new LongPoll(hub, searches, session, options.longestWait()).all(),
                        new NodeMethods(hub, heartbeat, counts, methods::keySet).all())
                .flatMap(some -> some)
                .forEach(method -> methods.put(method.name(), method));
        return new RpcEndpoint(methods, counts, options.maxBatch(), options.maxBodyBytes());
    }
}
