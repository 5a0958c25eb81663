package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is refused before it gets to the hub, and that no answer tells of the inside. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpTest {
    private RunningServer node;

    @BeforeEach
    void start() throws Exception {
        node = new RunningServer();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void otherPaths() throws Exception {
        for (String path :
                List.of("/", "/rpc/", "/rpc/x", "/%2e%2e/etc/passwd", "/RPC", "/rpc%00", "//rpc", "/rpc;x/..")) {
            String answer =
                    exchange("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 2\r\n\r\n{}");
            assertTrue(answer.startsWith("HTTP/1.1 404") || answer.startsWith("HTTP/1.1 400"), path + ": " + answer);
            assertQuiet(answer);
        }
    }

    @Test
    void otherMethods() throws Exception {
        HttpResponse<String> response = node.send(HttpRequest.newBuilder(node.uri("/rpc")));
        assertEquals(405, response.statusCode());
        assertEquals("POST", response.headers().firstValue("Allow").orElse(""));
        assertEquals(
                405,
                node.send(HttpRequest.newBuilder(node.uri("/events")).method("PUT", BodyPublishers.noBody()))
                        .statusCode());
    }

    @Test
    void otherTypes() throws Exception {
        assertEquals(415, node.post("/rpc", "text/plain", "{}").statusCode());
        assertEquals(
                415,
                node.post("/rpc", "application/x-www-form-urlencoded", "{}").statusCode());
    }

    @Test
    void bodiesThatAreTooLarge() throws Exception {
        HttpResponse<String> response = node.post("/rpc", "application/json", " ".repeat((4 << 20) + 1));
        assertEquals(413, response.statusCode());
        assertEquals(
                "too_large",
                RunningServer.json(response).path("error").path("kind").stringValue());
    }

    @Test
    void nestingThatIsTooDeep() throws Exception {
        String answer = node.rpc("[".repeat(100_000)).toString();
        assertTrue(answer.contains("-32700") && answer.contains("64"), answer);
        String deepParam = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"events\",\"params\":{\"filter\":"
                + "{\"except\":\"a\",\"any\":".repeat(40) + "\"b\"" + "}".repeat(40) + "}}";
        assertTrue(node.rpc(deepParam).toString().contains("-32602"), deepParam);
    }

    @Test
    void whatIsNotHttp() throws Exception {
        for (String request : List.of(
                "\0\0\0\n\r\n\r\n",
                "GET /events HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(100_000) + "\r\n\r\n",
                "POST /rpc HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: x\r\n\r\n",
                "POST /rpc HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")) {
            String answer = exchange(request);
            assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
            assertFalse(answer.contains("jetty") || answer.contains("\tat ") || answer.contains("Exception"), answer);
        }
    }

    @Test
    void pagesOfOtherSites() throws Exception {
        assertTrue(exchange("GET /events HTTP/1.1\r\nHost: evil.example:2112\r\n\r\n")
                .startsWith("HTTP/1.1 403"));
        HttpRequest.Builder foreign = HttpRequest.newBuilder(node.uri("/events"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"label\":\"a\"}"));
        assertEquals(
                403,
                node.send(foreign.copy().header("Origin", "http://evil.example"))
                        .statusCode());
        assertEquals(403, node.send(foreign.copy().header("Origin", "null")).statusCode());
        assertEquals(0, node.hub().stats().accepted());
        String own = node.uri("/").toString();
        assertEquals(
                200,
                node.send(foreign.copy().header("Origin", own.substring(0, own.length() - 1)))
                        .statusCode());
    }

    @Test
    void anAddressOfTheSixthVersion() throws Exception {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getAllByName("::1")[0], 0);
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(loopback);
        } catch (IOException none) {
            abort("this machine has no ::1: " + none.getMessage());
        }
        try (HubServer server = HubServer.start(node.hub(), ServerOptions.listening(loopback))) {
            assertTrue(
                    server.uri().toString().startsWith("http://["), server.uri().toString());
            HttpResponse<String> response = node.send(HttpRequest.newBuilder(URI.create(server.uri() + "/events"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"label\":\"a\"}")));
            assertEquals(200, response.statusCode(), response::body);
        }
    }

    @Test
    void anAddressThatIsTakenIsNamedWithTheReason() {
        InetSocketAddress taken = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), node.uri("/").getPort());
        IOException failed =
                assertThrows(IOException.class, () -> HubServer.start(node.hub(), ServerOptions.listening(taken)));
        assertTrue(
                String.valueOf(failed.getMessage()).endsWith(":" + taken.getPort() + ": Address already in use"),
                failed.getMessage());
    }

    @Test
    void aRequestWithoutAHost() throws Exception {
        assertTrue(exchange("GET /events HTTP/1.0\r\n\r\n").contains("Host is missing"));
    }

    @Test
    void aTargetWithoutAPath() throws Exception {
        String answer = exchange("CONNECT localhost:1 HTTP/1.1\r\nHost: localhost:1\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
    }

    @Test
    void aBodyThatEndsTooSoon() throws Exception {
        exchange(
                "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"label\":\"a\"}");
        assertEquals(0, node.hub().stats().accepted());
    }

    @Test
    void answersTellNothingOfTheInside() throws Exception {
        assertQuiet(node.post("/rpc", "application/json", "{"));
        assertQuiet(node.post(
                "/rpc",
                "application/json",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"index.scan\",\"params\":{\"start\":\"x\"}}"));
        assertQuiet(node.post("/nowhere", "application/json", "{"));
    }

    private static void assertQuiet(HttpResponse<String> response) {
        assertQuiet(response.headers().map() + response.body());
    }

    private static void assertQuiet(String all) {
        for (String inside : List.of("Jetty", "jetty", "Exception", "tools.jackson", "dev.feedhub", "\tat ")) {
            assertFalse(all.contains(inside), all);
        }
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(node.uri("/").getHost(), node.uri("/").getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
