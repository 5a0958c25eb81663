package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.History;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Searches of a very large store: others are answered meanwhile, and the server ends all the same. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LastingSearchTest {
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Semaphore begun = new Semaphore(0);

    /** A hub whose entries cannot be counted in any time, as often as it is tried. */
    @SuppressWarnings("unchecked")
    private Hub<byte[]> endless(Hub<byte[]> hub) {
        History<byte[]> history = (History<byte[]>) Proxy.newProxyInstance(
                History.class.getClassLoader(), new Class<?>[] {History.class}, (self, method, args) -> {
                    begun.release();
                    while (true) {
                        ((Context) args[0]).check();
                    }
                });
        return (Hub<byte[]>) Proxy.newProxyInstance(
                Hub.class.getClassLoader(),
                new Class<?>[] {Hub.class},
                (self, method, args) -> method.getName().equals("history") ? history : method.invoke(hub, args));
    }

    private HttpRequest call(HubServer server, String method) {
        return HttpRequest.newBuilder(server.uri().resolve("/rpc"))
                .header("Content-Type", "application/json")
                .timeout(LONGEST)
                .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}"))
                .build();
    }

    @Test
    void othersAreAnsweredMeanwhileAndTheServerEnds() throws Exception {
        HubConfig memory = HubConfig.builder().set("feedhub.store", "memory").build();
        List<CompletableFuture<HttpResponse<String>>> searches = new ArrayList<>();
        try (Hub<byte[]> hub = Hub.open(memory, Codec.bytes())) {
            HubServer server = HubServer.start(endless(hub), ServerOptions.listening(RunningServer.ANY_PORT));
            try {
                int many = 4 * Runtime.getRuntime().availableProcessors();
                for (int i = 0; i < many; i++) {
                    searches.add(client.sendAsync(call(server, "index.count"), BodyHandlers.ofString()));
                }
                begun.acquire(many);
                for (int i = 0; i < 10; i++) {
                    HttpResponse<String> other = client.send(call(server, "rpc.serverInfo"), BodyHandlers.ofString());
                    assertEquals(200, other.statusCode());
                }
            } finally {
                server.close();
            }
        }
        for (CompletableFuture<HttpResponse<String>> search : searches) {
            assertEquals(
                    "stopping",
                    RunningServer.json(search.join())
                            .path("error")
                            .path("data")
                            .path("kind")
                            .stringValue());
        }
    }
}
