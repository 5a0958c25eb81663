package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Feed;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.HubFailedException;
import dev.feedhub.Receipt;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What clients are told where the hub does not do what they ask. If one fails, look at what exception becomes which fault. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TroubledHubTest {
    private static final int CONNECTIONS = 10;
    private static final Duration SHORT = Duration.ofMillis(50);

    private final AtomicInteger awaited = new AtomicInteger(); // receipts that never come
    private static final String TWO = "[{\"label\":\"a\"},{\"label\":\"b\"}]";
    private static final String POST =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"event.post\",\"params\":{\"type\":\"t\"}}";

    private final HttpClient client = HttpClient.newHttpClient();
    private Hub<byte[]> hub;
    private @Nullable HubServer server;

    /** What becomes of an item; the real feed's receipt is what it is otherwise. */
    interface Trouble {
        Receipt submit(Context ctx, @Nullable Receipt real) throws InterruptedException;
    }

    @BeforeEach
    void start() {
        hub = Hub.open(HubConfig.builder().set("feedhub.store", "memory").build(), Codec.bytes());
    }

    @AfterEach
    void stop() {
        Objects.requireNonNull(server).close();
        hub.close();
    }

    /** Serves a hub whose feed has trouble. */
    @SuppressWarnings("unchecked")
    private void serve(Trouble trouble) throws Exception {
        Feed<byte[]> feed = (Feed<byte[]>) Proxy.newProxyInstance(
                Feed.class.getClassLoader(), new Class<?>[] {Feed.class}, (self, method, args) -> {
                    if (!method.getName().equals("submit")) {
                        return method.invoke(hub.feed(), args);
                    }
                    String label = (String) args[1];
                    return trouble.submit(
                            (Context) args[0],
                            label.startsWith("a")
                                    ? hub.feed().submit((Context) args[0], label, (byte[]) args[2])
                                    : null);
                });
        Hub<byte[]> troubled = (Hub<byte[]>) Proxy.newProxyInstance(
                Hub.class.getClassLoader(), new Class<?>[] {Hub.class}, (self, method, args) -> {
                    try {
                        return method.getName().equals("feed") ? feed : method.invoke(hub, args);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        ServerOptions usual = ServerOptions.listening(RunningServer.ANY_PORT);
        ServerOptions options = new ServerOptions(
                usual.listen(),
                usual.maxBodyBytes(),
                100,
                10,
                10,
                1,
                CONNECTIONS,
                usual.clientPatience(),
                usual.listenerPatience(),
                SHORT,
                SHORT);
        server = HubServer.start(troubled, options);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        URI uri = uri().resolve(path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private URI uri() {
        return Objects.requireNonNull(server).uri();
    }

    private Receipt never() {
        return new Receipt() {
            @Override
            public Cursor await(Context ctx) throws InterruptedException {
                awaited.incrementAndGet();
                while (true) {
                    ctx.check();
                    Thread.sleep(1);
                }
            }

            @Override
            public CompletionStage<Cursor> toStage() {
                return new CompletableFuture<>();
            }
        };
    }

    @Test
    void aFeedThatStaysFullIsToldWithWhenToComeAgain() throws Exception {
        serve((ctx, real) -> real == null ? full(ctx) : real);
        HttpResponse<String> response = post("/events", TWO);
        assertEquals(429, response.statusCode(), response::body);
        assertEquals("1", response.headers().firstValue("Retry-After").orElse("none"));
        JsonNode answer = RunningServer.json(response);
        assertEquals("feed_full", answer.path("error").path("kind").stringValue());
        assertEquals(1, answer.path("stored").intValue());
        assertEquals(1, answer.path("cursors").size());
        JsonNode error = RunningServer.json(post("/rpc", POST)).path("error");
        assertEquals(-32004, error.path("code").intValue());
        assertEquals(1, error.path("data").path("retryAfter").intValue());
    }

    private Receipt full(Context ctx) throws InterruptedException {
        never().await(ctx);
        throw new AssertionError("the context has no end");
    }

    @Test
    void whatIsAcceptedAndNotDurableInTimeIsNotKnown() throws Exception {
        serve((ctx, real) -> real == null ? never() : real);
        HttpResponse<String> response = post("/events", TWO);
        assertEquals(500, response.statusCode(), response::body);
        JsonNode answer = RunningServer.json(response);
        assertEquals("outcome_unknown", answer.path("error").path("kind").stringValue());
        assertEquals(1, answer.path("stored").intValue());
        JsonNode error = RunningServer.json(post("/rpc", POST)).path("error");
        assertEquals(-32011, error.path("code").intValue());
    }

    @Test
    void whatIsNotDurableInTimeIsNotWaitedForAgain() throws Exception {
        serve((ctx, real) -> real == null ? never() : real);
        String item = "{\"label\":\"b\"}";
        HttpResponse<String> response = post("/events", "[" + (item + ",").repeat(2_000) + item + "]");
        assertEquals(
                "outcome_unknown",
                RunningServer.json(response).path("error").path("kind").stringValue());
        assertEquals(1, awaited.get());
    }

    @Test
    void aHubThatHasFailedIsSaidToHave() throws Exception {
        serve((ctx, real) -> {
            throw new HubFailedException("of a test", new IllegalStateException("the disk is gone"));
        });
        HttpResponse<String> response = post("/events", TWO);
        assertEquals(500, response.statusCode());
        JsonNode answer = RunningServer.json(response);
        assertEquals("hub_failed", answer.path("error").path("kind").stringValue());
        assertTrue(answer.path("error").path("message").stringValue().contains("the disk is gone"));
        assertEquals(0, answer.path("stored").intValue());
        assertFalse(response.body().contains("\tat "), response::body);
    }

    @Test
    void oneConnectionTooManyIsToldAndClosed() throws Exception {
        serve((ctx, real) -> real == null ? never() : real);
        String request =
                "POST /rpc HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                open.add(new Socket(uri().getHost(), uri().getPort()));
                open.get(i).getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertEquals(
                        "HTTP/1.1 200",
                        new String(open.get(i).getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
            }
            try (Socket beyond = new Socket(uri().getHost(), uri().getPort())) {
                beyond.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                String told = new String(beyond.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(told.startsWith("HTTP/1.1 429") && told.contains("too_many"), told);
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void oneStreamTooManyIsToldWithWhenToComeAgain() throws Exception {
        serve((ctx, real) -> real == null ? never() : real);
        URI stream = uri().resolve("/events?heartbeat=100ms");
        try (SseClient only = new SseClient(client, stream, "")) {
            only.next();
            HttpResponse<String> second =
                    client.send(HttpRequest.newBuilder(stream).build(), BodyHandlers.ofString());
            assertEquals(429, second.statusCode());
            assertEquals("1", second.headers().firstValue("Retry-After").orElse("none"));
            assertEquals(
                    "too_many",
                    RunningServer.json(second).path("error").path("kind").stringValue());
        }
        SseClient again = null;
        while (again == null) { // the end of the first is noticed when its next heartbeat is sent
            try {
                again = new SseClient(client, stream, "");
            } catch (AssertionError still) {
                Thread.sleep(10);
            }
        }
        again.close();
    }
}
