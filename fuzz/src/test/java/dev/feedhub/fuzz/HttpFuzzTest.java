package dev.feedhub.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.api.SilentCloseable;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.server.Heartbeat;
import dev.feedhub.server.HubServer;
import dev.feedhub.server.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Whatever is sent to a node: it is done, or the answer is a typed error that is the client's own, and nothing is lost. */
@ExtendWith(ShortForm.class)
@Timeout(3_600) // of a whole run, which ./evidence makes as long as it wants
class HttpFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);
    private static final Set<String> OF_THE_NODE = Set.of("internal_error", "hub_failed", "stopping");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/x-ndjson",
            "application/cloudevents+json",
            "application/cloudevents-batch+json",
            "text/plain; charset=latin1");
    private static final List<String> PARAMS =
            List.of("after", "since", "start", "label", "filter", "form", "heartbeat", "unknown");
    private static final List<String> VALUES = List.of(
            "oldest",
            "now",
            "a/*",
            "0000000000001-0000000000001",
            "2026-01-31T10:00:00Z",
            "exact",
            "entry",
            "100ms",
            "[\"a\"]");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Hub<byte[]> hub;
    private static HubServer server;

    @BeforeAll
    static void start() throws IOException {
        hub = Hub.open(
                HubConfig.builder()
                        .set("feedhub.store", "memory")
                        .set("feedhub.store.memory.maxEntries", "1000")
                        .build(),
                Codec.bytes());
        ServerOptions usual = ServerOptions.listening(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServerOptions options = new ServerOptions(
                usual.listen(),
                1 << 16,
                10,
                20,
                100,
                20,
                100,
                usual.clientPatience(),
                LONGEST_WAIT,
                usual.publishPatience(),
                LONGEST_WAIT);
        server = HubServer.start(hub, new NoHeartbeat(), options);
    }

    @AfterAll
    static void stop() {
        server.close();
        hub.close();
    }

    private record NoHeartbeat() implements Heartbeat {
        @Override
        public Duration interval() {
            return Duration.ZERO;
        }

        @Override
        public void adjust(Duration interval) {
            // there is none
        }
    }

    /** Calls as clients make them. */
    static Stream<byte[]> calls() {
        return Stream.of(
                        "\"event.post\",\"params\":{\"type\":\"t\",\"kind\":\"k\",\"attributes\":[{\"key\":\"a\",\"value\":\"b\"}]}",
                        "\"listen.subscribe\",\"params\":{\"maxQueueLen\":10,\"label\":[\"a\",{\"exactly\":\"*\"},{\"any\":\"*\",\"except\":\"b*\"}]}",
                        "\"listen.next\",\"params\":[\"0123456789abcdef0123456789abcdef\",\"5ms\"]",
                        "\"listen.close\",\"params\":{\"id\":\"x\"}",
                        "\"listen.list\"",
                        "\"index.span\",\"params\":[]",
                        "\"index.scan\",\"params\":{\"start\":\"0000000000001-0000000000001\",\"count\":10,\"label\":\"event*\"}",
                        "\"index.read\",\"params\":{\"after\":\"0000000000000-0000000000000\",\"limit\":3,\"newestFirst\":true}",
                        "\"index.count\",\"params\":{\"filter\":\"e*\"}",
                        "\"index.firstAtOrAfter\",\"params\":{\"time\":\"2026-01-31T10:00:00Z\"}",
                        "\"events\",\"params\":{\"filter\":\"*\",\"maxResults\":3,\"waitTime\":\"1ms\"}",
                        "\"beat.adjust\",\"params\":[\"1s\"]",
                        "\"rpc.serverInfo\"")
                .map(rest -> "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":" + rest + "}")
                .flatMap(call -> Stream.of(call, "[" + call + "," + call.replace("\"id\":1,", "") + "]"))
                .map(call -> call.getBytes(UTF_8));
    }

    @MethodSource("calls")
    @FuzzTest(maxDuration = "2m")
    void aCallIsAnsweredOrItsErrorIsTyped(byte[] body) throws Exception {
        HttpResponse<byte[]> response = send(post("/rpc", "application/json", body));
        if (response.statusCode() == 204) {
            assertEquals(0, response.body().length);
            return;
        }
        JsonNode answer = JSON.readTree(response.body());
        if (response.statusCode() != 200) {
            assertTyped(answer.path("error"));
            return;
        }
        for (JsonNode each : answer.isArray() ? answer : List.of(answer)) {
            assertEquals("2.0", each.path("jsonrpc").asString(""), answer::toString);
            assertTrue(each.has("id") && each.has("result") != each.has("error"), answer::toString);
            if (each.has("error")) {
                assertTrue(each.path("error").path("code").isIntegralNumber(), answer::toString);
                assertTyped(each.path("error").path("data"));
            }
        }
    }

    /** Bodies as publishers send them. */
    static Stream<byte[]> bodies() {
        return Stream.of(
                        "0{\"label\":\"a\",\"data\":{\"x\":1.50}}",
                        "0[{\"label\":\"a\",\"text\":\"\u00e9\"},{\"label\":\"b\",\"base64\":\"/w==\"},{\"label\":\"c\"}]",
                        "1{\"label\":\"a\",\"data\":1}\n\n{\"label\":\"b\",\"data\":null}\r\n{\"data\":[]}",
                        "2{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/s\",\"type\":\"t\",\"time\":\"2026-01-31T10:00:00Z\",\"data\":1}",
                        "3[{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/s\",\"type\":\"t\",\"label\":\"l\",\"data_base64\":\"AA==\"}]")
                .map(body -> body.getBytes(UTF_8));
    }

    @MethodSource("bodies")
    @FuzzTest(maxDuration = "2m")
    void whatIsPostedIsStoredOrTheErrorIsTyped(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        byte[] body = java.util.Arrays.copyOfRange(input, 1, input.length);
        long before = hub.stats().indexed();
        HttpResponse<byte[]> response =
                send(post("/events", TYPES.get(Math.floorMod(input[0] - '0', TYPES.size())), body));
        JsonNode answer = JSON.readTree(response.body());
        if (response.statusCode() != 200) {
            assertTyped(answer.path("error"));
            if (answer.path("error").path("kind").asString("").equals("outcome_unknown")) {
                hub.flush(Context.background()); // this machine was busy for longer than a request waits here
                return;
            }
        }
        long stored = answer.path("stored").asLong(0);
        assertEquals(before + stored, hub.stats().indexed(), answer::toString);
        assertTrue(stored == 0 || answer.path("newest").isString(), answer::toString);
        assertFalse(response.statusCode() == 200 && answer.has("error"), answer::toString);
    }

    @FuzzTest(maxDuration = "2m")
    @SuppressWarnings("try") // what is allowed acts by itself
    void aStreamBeginsOrItsErrorIsTyped(FuzzedDataProvider data) throws Exception {
        int port = server.uri().getPort();
        try (SilentCloseable allowed = BugDetectors.allowNetworkConnections((host, to) -> to == port)) {
            hub.feed().publish(Context.background(), "a/b", new byte[] {1});
            stream(query(data));
        }
    }

    private static String query(FuzzedDataProvider data) {
        StringBuilder query = new StringBuilder("/events?");
        while (data.remainingBytes() > 0 && query.length() < 5_000) {
            String value = data.consumeBoolean() ? data.pickValue(VALUES) : data.consumeString(20);
            query.append(data.pickValue(PARAMS))
                    .append('=')
                    .append(URLEncoder.encode(value, UTF_8))
                    .append('&');
        }
        return query.toString();
    }

    private static void stream(String query) throws Exception {
        HttpResponse<InputStream> response =
                CLIENT.send(HttpRequest.newBuilder(server.uri().resolve(query)).build(), BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            if (response.statusCode() == 200) {
                assertEquals("retry: 1000\nid: ", new String(in.readNBytes(16), UTF_8));
            } else {
                assertTyped(JSON.readTree(in.readAllBytes()).path("error"));
            }
        }
    }

    private static HttpRequest post(String path, String type, byte[] body) {
        return HttpRequest.newBuilder(URI.create(server.uri() + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private static HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofByteArray());
    }

    private static void assertTyped(JsonNode fault) {
        String kind = fault.path("kind").asString("");
        assertTrue(kind.matches("[a-z_]+"), fault::toString);
        assertFalse(OF_THE_NODE.contains(kind), fault::toString);
    }
}
