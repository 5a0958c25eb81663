package dev.feedhub.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.EventStream;
import dev.feedhub.Query;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import dev.feedhub.testsupport.CuttingProxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A client publishes, and another follows, over connections that are cut again and again. If this fails, check which number a batch has when it
 * is sent again, and after which cursor a stream is connected anew.
 */
@Tag("once")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CutClientTest {
    private static final boolean FULL = Boolean.getBoolean("feedhub.full");
    private static final int EVENTS = FULL ? 50_000 : 5_000;
    private static final int SECONDS = FULL ? 30 : 3;
    private static final int CUT_EVERY_MILLIS = 100;

    @Test
    void eachEventIsStoredOnceAndSeenOnceAndInOrder() throws Exception {
        Context patience = Context.background().withTimeout(Duration.ofSeconds(150));
        try (RunningNode node = new RunningNode();
                CuttingProxy proxy = new CuttingProxy(node.uri(), CUT_EVERY_MILLIS);
                FeedhubClient<String> publisher = FeedhubClient.open(proxy.uri(""), Codec.utf8());
                FeedhubClient<String> follower = FeedhubClient.open(proxy.uri(""), Codec.utf8());
                EventStream<String> stream = follower.stream(StreamOptions.oldest())) {
            CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> publish(publisher, patience));
            for (int next = 0; next < EVENTS; ) {
                if (stream.next(patience) instanceof Signal.Event<String> event) {
                    assertEquals(Integer.toString(next++), event.entry().data());
                }
            }
            publishing.join();
            List<String> stored = new ArrayList<>();
            node.hub()
                    .history()
                    .scan(patience, Query.all(), entry -> stored.add(new String(entry.data(), StandardCharsets.UTF_8)));
            assertEquals(EVENTS, stored.size());
            System.out.printf(
                    "%sconnections cut every %d ms, Java clients publish and follow | %,d events | - | %d s | each stored once, seen once and in order;"
                            + " %,d cuts%n",
                    FULL ? "evidence: " : "cut test: ", CUT_EVERY_MILLIS, EVENTS, SECONDS, proxy.cuts());
            assertTrue(proxy.cuts() > 10 * SECONDS, proxy.cuts() + " cuts");
        }
    }

    private static void publish(FeedhubClient<String> publisher, Context patience) {
        long began = System.nanoTime();
        try {
            for (int i = 0; i < EVENTS; i++) {
                publisher.feed().publish(patience, "n", Integer.toString(i));
                long due = began + (long) (SECONDS * 1e9 * i / EVENTS);
                while (System.nanoTime() < due) {
                    Thread.sleep(1);
                }
            }
            publisher.flush(patience);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
