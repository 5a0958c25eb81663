package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.EventStream;
import dev.feedhub.Feed;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the example of the README, and compares it with the first Java block there. */
class ReadmeExampleTest {
    private static final Pattern BLOCK = Pattern.compile("^```java\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern EXAMPLE =
            Pattern.compile("^ *// example begins\\R(.*?)^ *// example ends$", Pattern.MULTILINE | Pattern.DOTALL);

    // example begins
    public static void main(String[] args) throws InterruptedException {
        HubConfig config = HubConfig.builder().set(HubConfig.STORE, "memory").build();
        try (Hub<String> hub = Hub.open(config, Codec.utf8())) {
            Context ctx = Context.background().withTimeout(Duration.ofSeconds(10));
            Listener<String> orders = hub.listen(ListenOptions.any().matching(LabelFilter.glob("order/*")));

            Feed<String> feed = hub.feed();
            feed.publish(ctx, "order/placed", "{\"id\": 1}");
            feed.publish(ctx, "stock/low", "{\"sku\": \"apple\"}");
            feed.publish(ctx, "order/paid", "{\"id\": 1}");

            // Live: a listener that is too slow loses the oldest entries, is told how many, and delays nobody.
            orders.next(ctx); // order/placed
            System.out.println("live: " + orders.next(ctx).entry().label());

            // From the past into the present: a stream stops anywhere and goes on from its cursor.
            Cursor bookmark;
            try (EventStream<String> stream = hub.stream(StreamOptions.oldest())) {
                bookmark = stream.next(ctx).cursor(); // order/placed
            }
            feed.publish(ctx, "order/shipped", "{\"id\": 1}");
            hub.flush(ctx); // waits until it is in the store
            try (EventStream<String> stream = hub.stream(StreamOptions.after(bookmark))) {
                while (stream.next(ctx) instanceof Signal.Event<String> event) { // until it has caught up
                    System.out.println("resumed: " + event.entry().label());
                }
            }
        }
    }
    // example ends

    @Test
    void printsWhatItSays() throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            main(new String[0]);
        } finally {
            System.setOut(before);
        }
        assertEquals("""
                live: order/paid
                resumed: stock/low
                resumed: order/paid
                resumed: order/shipped
                """, printed.toString(UTF_8).replace(System.lineSeparator(), "\n"));
    }

    @Test
    void isTheOneInTheReadme() throws IOException {
        Path root = root();
        String source = Files.readString(
                root.resolve("node/src/test/java/dev/feedhub/node").resolve("ReadmeExampleTest.java"));
        String example = first(EXAMPLE, source).replaceAll("(?m)^ {4}", "");
        assertEquals(
                example,
                first(BLOCK, Files.readString(root.resolve("README.md"))),
                "the first ```java block of README.md");
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text.replace("\r\n", "\n"));
        assertTrue(matcher.find(), "nothing like " + pattern);
        return matcher.group(1);
    }

    /** The nearest folder above that has the launcher. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("feedhub")) || !Files.exists(folder.resolve("README.md"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no folder above has the launcher");
        }
        return folder;
    }
}
