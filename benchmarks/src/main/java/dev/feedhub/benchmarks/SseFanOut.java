package dev.feedhub.benchmarks;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.server.HubServer;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many entries a node sends to all of its clients of server-sent events. Parameters: {@code clients} and {@code items}. */
final class SseFanOut implements Workload {
    private static final int PAYLOAD = 100;

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int clients = parameters.number("clients");
        int items = parameters.number("items");
        return Rounds.median(() -> {
            HubConfig config =
                    HubConfig.builder().set(HubConfig.STORE, "memory").build();
            try (Hub<byte[]> hub = Hub.open(config, Codec.bytes());
                    HubServer server = Servers.of(hub);
                    SseReaders readers = new SseReaders(server.uri(), clients)) {
                readers.awaitStarted();
                double seconds = Rounds.seconds(() -> {
                    Crew crew = new Crew();
                    crew.start("publisher", () -> publish(hub, items));
                    crew.start("clients", () -> readers.readMarks((long) items * clients));
                    crew.join();
                });
                Map<String, Double> figures = new LinkedHashMap<>();
                figures.put(VALUE, items / 1e3 * clients / seconds);
                return figures;
            }
        });
    }

    private static void publish(Hub<byte[]> hub, int items) throws InterruptedException {
        byte[] payload = ("\"" + SseReaders.MARK + "x".repeat(PAYLOAD - 3) + "\"")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int i = 0; i < items; i++) {
            hub.feed().publish(Context.background(), Records.label(i), payload);
        }
    }
}
