package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.LabelFilter;
import dev.feedhub.Receipt;
import dev.feedhub.StreamOptions;
import dev.feedhub.client.FeedhubClient;
import dev.feedhub.server.HubServer;
import dev.feedhub.server.ServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the README's example of a client, with another address, and compares it with the one there. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadmeClientTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("^( *)try \\(FeedhubClient<String>.*?^\\1}$", Pattern.MULTILINE | Pattern.DOTALL);

    private static void example(Context ctx, URI node) throws InterruptedException {
        try (FeedhubClient<String> hub = FeedhubClient.open(node, Codec.utf8());
                EventStream<String> stream = hub.stream(StreamOptions.oldest().matching(LabelFilter.glob("a/*")))) {
            Receipt receipt = hub.feed().submit(ctx, "a/b", "from another process");
            System.out.println("durable: " + receipt.await(ctx));
            stream.run(ctx, System.out::println); // goes on where a connection was cut
        }
    }

    @Test
    void printsTheCursorAndWhatTheStreamGives() throws Exception {
        Cancellable session = Context.background().withCancel();
        ByteArrayOutputStream printed = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                if (toString(UTF_8).contains("a/b")) {
                    session.close();
                }
            }
        };
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        HubConfig memory = HubConfig.builder().set(HubConfig.STORE, "memory").build();
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Hub<byte[]> hub = Hub.open(memory, Codec.bytes());
                HubServer server = HubServer.start(hub, ServerOptions.listening(any))) {
            assertThrows(CancelledException.class, () -> example(session, server.uri()));
        } finally {
            System.setOut(before);
        }
        String text = printed.toString(UTF_8);
        assertTrue(text.startsWith("durable: "), text);
        assertTrue(text.contains("Event[entry=Entry["), text);
    }

    @Test
    void isTheOneInTheReadme() throws IOException {
        String source = Files.readString(ReadmeExampleTest.root()
                .resolve("node/src/test/java/dev/feedhub/node")
                .resolve("ReadmeClientTest.java"));
        String readme = Files.readString(ReadmeExampleTest.root().resolve("README.md"))
                .replace("URI.create(\"http://127.0.0.1:2112\")", "node");
        assertEquals(example(source), example(readme));
    }

    private static String example(String text) {
        Matcher matcher = EXAMPLE.matcher(text.replace("\r\n", "\n"));
        assertTrue(matcher.find(), "no example of a client");
        return matcher.group().replaceAll("(?m)^" + matcher.group(1), "");
    }
}
