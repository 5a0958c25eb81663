package dev.feedhub.server;

import dev.feedhub.Codec;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** A hub in memory and a server of it, for a test. */
final class RunningServer implements AutoCloseable {
    static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Hub<byte[]> hub;
    private final HubServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Duration beat = Duration.ZERO;

    RunningServer() throws IOException {
        this(HubConfig.builder().set("feedhub.store", "memory").build(), options -> options);
    }

    RunningServer(HubConfig config, UnaryOperator<ServerOptions> options) throws IOException {
        hub = Hub.open(config, Codec.bytes());
        Heartbeat heartbeat = new Heartbeat() {
            @Override
            public Duration interval() {
                return beat;
            }

            @Override
            public void adjust(Duration interval) {
                beat = interval;
            }
        };
        server = HubServer.start(hub, heartbeat, options.apply(ServerOptions.listening(ANY_PORT)));
    }

    Hub<byte[]> hub() {
        return hub;
    }

    URI uri(String path) {
        return server.uri().resolve(path);
    }

    /** The result of a call; fails if it has an error. */
    JsonNode call(String method, String params) throws Exception {
        JsonNode answer = rpc("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
        if (answer.has("error")) {
            throw new AssertionError(method + ": " + answer);
        }
        return answer.path("result");
    }

    /** The error of a call; fails if it has none. */
    JsonNode error(String method, String params) throws Exception {
        JsonNode answer = rpc("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
        if (!answer.has("error")) {
            throw new AssertionError(method + ": " + answer);
        }
        return answer.path("error");
    }

    JsonNode rpc(String body) throws Exception {
        HttpResponse<String> response = post("/rpc", "application/json", body);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + ": " + response.body());
        }
        return json(response);
    }

    HttpResponse<String> post(String path, String type, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(uri(path)).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.read(response.body().getBytes(StandardCharsets.UTF_8));
    }

    void closeServer() {
        server.close();
    }

    @Override
    public void close() {
        server.close();
        hub.close();
    }
}
