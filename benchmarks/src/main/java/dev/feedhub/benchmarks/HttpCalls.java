package dev.feedhub.benchmarks;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Hub;
import java.net.URI;
import java.util.Map;

/** How many calls a node answers. Parameters: {@code call}, which is post, events or jetty, and {@code connections}. */
final class HttpCalls implements Workload {
    private static final int WARM_UP_SECONDS = 5;
    private static final int SECONDS = 10;
    private static final int EVENTS = 100_000;
    private static final String POST =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"event.post\",\"params\":{\"type\":\"order\",\"kind\":\"paid\","
                    + "\"attributes\":[{\"key\":\"customer\",\"value\":\"4711\"},{\"key\":\"sum\",\"value\":\"19.90\"}]}}";
    private static final String NEWEST =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"events\",\"params\":{\"filter\":\"*\",\"maxResults\":10}}";

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int connections = parameters.number("connections");
        if (parameters.text("call").equals("jetty")) {
            try (JettyAlone jetty = new JettyAlone(85)) {
                return measured(jetty.uri(), POST, connections);
            }
        }
        boolean posts = parameters.text("call").equals("post");
        try (Hub<byte[]> hub = Hub.open(Hubs.durable(Scratch.folder()).build(), Codec.bytes());
                var server = Servers.of(hub)) {
            for (int i = 0; i < (posts ? 0 : EVENTS); i++) {
                hub.feed().publish(Context.background(), Records.label(i), Records.payload(i));
            }
            hub.flush(Context.background());
            return measured(server.uri().resolve("/rpc"), posts ? POST : NEWEST, connections);
        }
    }

    private static Map<String, Double> measured(URI uri, String body, int connections) throws Exception {
        WrkRun.post(uri, body, connections, WARM_UP_SECONDS);
        return WrkRun.post(uri, body, connections, SECONDS);
    }
}
