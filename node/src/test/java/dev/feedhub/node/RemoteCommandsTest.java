package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.Query;
import dev.feedhub.server.HubServer;
import dev.feedhub.server.ServerOptions;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands against a node do what they do on a store. If one fails, run it with {@code --path} on the store of that node. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RemoteCommandsTest {
    private Hub<byte[]> hub;
    private HubServer server;

    @BeforeEach
    void start() throws Exception {
        hub = Hub.open(HubConfig.builder().set("feedhub.store", "memory").build(), Codec.bytes());
        server = HubServer.start(
                hub,
                new HeartbeatSource(hub.feed()),
                ServerOptions.listening(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    @AfterEach
    void stop() {
        server.close();
        hub.close();
    }

    private CommandLineRun run(String input, String command, String... args) {
        return CommandLineRun.of(
                input.getBytes(UTF_8),
                Stream.concat(Stream.of(command, "--node", server.uri().toString()), Stream.of(args))
                        .toArray(String[]::new));
    }

    private List<String> good(String command, String... args) {
        CommandLineRun run = run("", command, args);
        assertEquals(List.of(), run.err());
        assertEquals(0, run.status());
        return run.out();
    }

    @Test
    void linesArePublishedAcknowledgedAndReadBack() {
        CommandLineRun published = run("one\ntwo\n\nfour", "publish", "--label", "a/b", "--ack");
        assertEquals(0, published.status(), published.err()::toString);
        assertTrue(
                published.err().get(0).startsWith("feedhub: stored 4 lines, 10 bytes in "), published.err()::toString);
        assertTrue(published.lastLine().startsWith("4 "), published.out()::toString);
        List<String> stored = new ArrayList<>();
        hub.history()
                .scan(
                        Context.background(),
                        Query.all(),
                        entry -> stored.add(entry.label() + "=" + new String(entry.data(), UTF_8)));
        assertEquals(List.of("a/b=one", "a/b=two", "a/b=", "a/b=four"), stored);
        assertEquals(List.of("one", "two", "", "four"), good("scan", "--format", "text"));
        assertEquals(List.of("four", ""), good("scan", "--format", "text", "--reverse", "--limit", "2"));
        assertEquals(List.of("0"), good("scan", "--count", "--label", "b*"));
        assertEquals(List.of("", "four"), good("tail", "--format", "text", "-n", "2"));
    }

    @Test
    void theSpanIsThatOfItsStore() {
        run("1\n2\n3\n", "publish");
        List<String> span = good("span");
        assertTrue(span.contains("entries      3"), span::toString);
        assertTrue(span.stream().noneMatch(line -> line.startsWith("bytes")), span::toString);
    }

    @Test
    void listenersAreListed() throws Exception {
        assertEquals(1, good("listeners").size());
        HttpURLConnection rpc =
                (HttpURLConnection) server.uri().resolve("/rpc").toURL().openConnection();
        rpc.setDoOutput(true);
        rpc.setRequestProperty("Content-Type", "application/json");
        rpc.getOutputStream()
                .write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"listen.subscribe\",\"params\":[2,[\"a\",\"b/*\"]]}"
                        .getBytes(UTF_8));
        assertEquals(200, rpc.getResponseCode());
        run("1\n2\n3\n", "publish", "--label", "b/x");
        List<String> lines = good("listeners");
        assertEquals(2, lines.size(), lines::toString);
        assertTrue(lines.get(1).matches("\\[\"a\",\"b/\\*\"] +\\S{8} +2 +2 +1"), lines::toString);
        assertTrue(good("listeners", "--format", "json").get(0).contains("\"lost\":1"));
    }

    @Test
    void aNodeAndAStoreAreNotOne() {
        CommandLineRun both = run("", "scan", "--path", "events");
        assertEquals(2, both.status());
        assertTrue(both.err().get(0).contains("--node"), both.err()::toString);
        CommandLineRun wrong = CommandLineRun.of("span", "--node", "localhost:2112");
        assertEquals(2, wrong.status());
        assertTrue(wrong.err().get(0).contains("localhost:2112"), wrong.err()::toString);
    }

    @Test
    void anAddressWhosePortIsNoneIsBadUsage() {
        CommandLineRun wrong = CommandLineRun.of("span", "--node", "http://127.0.0.1:99999");
        assertEquals(2, wrong.status());
        assertTrue(wrong.err().get(0).contains("http://127.0.0.1:99999"), wrong.err()::toString);
    }

    @Test
    void aNodeThatIsNotThereIsNamed() throws Exception {
        URI nowhere;
        try (ServerSocket socket = new ServerSocket(0)) {
            nowhere = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        CommandLineRun lost = CommandLineRun.of("publish", "--node", nowhere.toString());
        assertEquals(1, lost.status());
        assertTrue(lost.err().get(lost.err().size() - 1).contains(nowhere.toString()), lost.err()::toString);
    }
}
