package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.ClosedException;
import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.EncodeException;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.LimitExceededException;
import dev.feedhub.store.StoreLimits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The feed alone; the test takes what the hub would. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoundedFeedTest {
    private static final Context FOREVER = Context.background();

    private final HubLifecycle lifecycle = new HubLifecycle("test");
    private final IndexedCount indexed = new IndexedCount(lifecycle);

    private BoundedFeed<String> feed(int capacity, long maxBytes) {
        return feed(capacity, maxBytes, Codec.utf8());
    }

    private BoundedFeed<String> feed(int capacity, long maxBytes, Codec<String> codec) {
        HubConfig config = HubConfig.builder()
                .set(HubConfig.FEED_CAPACITY, capacity)
                .set(HubConfig.FEED_MAX_BYTES, maxBytes)
                .build();
        lifecycle.hubThread(Thread.currentThread());
        StoreIndexer<String> indexer = new StoreIndexer<>(new FakeStore(), codec, new AppendRetry(Duration.ZERO));
        return new BoundedFeed<>(config, indexer, lifecycle, indexed);
    }

    private static TestThread<Void> publishing(BoundedFeed<String> feed, Context ctx, String label) {
        return TestThread.waiting(() -> {
            feed.publish(ctx, label, null);
            return null;
        });
    }

    /** Takes one batch and says which labels it had. */
    private List<String> take(BoundedFeed<String> feed) {
        return feed.take(Long.MAX_VALUE).stream().map(PublishedItem::label).toList();
    }

    @Test
    void f03_bytesPushBackAsItemsDo() throws Exception {
        BoundedFeed<String> feed = feed(100, 10);
        assertTrue(feed.tryPublish("12345", null));
        assertTrue(feed.tryPublish("1234", "5"));
        assertFalse(feed.tryPublish("1", null), "F-3: ten bytes are there");
        TestThread<Void> waiting = publishing(feed, FOREVER, "waited");
        assertEquals(List.of("12345", "1234"), take(feed));
        waiting.result();
        assertEquals(List.of("waited"), take(feed));
        assertTrue(feed.tryPublish("1234567890", null), "F-3: all bytes were given back");
    }

    @Test
    void f03_oneLargeItemMakesRoomForAllThatWait() throws Exception {
        BoundedFeed<String> feed = feed(100, 10);
        feed.tryPublish("1234567890", null);
        List<TestThread<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(publishing(feed, FOREVER, "a" + i));
        }
        assertEquals(1, take(feed).size());
        for (TestThread<Void> each : waiting) {
            each.result(); // though the hub takes nothing more
        }
        assertEquals(5, take(feed).size());
    }

    @Test
    void f03_noByteStaysTakenWherePublishersRaceForTheLastPlace() throws Exception {
        BoundedFeed<String> feed = feed(1, 1_000);
        AtomicBoolean enough = new AtomicBoolean();
        List<TestThread<Boolean>> racing = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            racing.add(TestThread.start(() -> {
                while (!enough.get()) {
                    feed.tryPublish("12345", null);
                }
                return true;
            }));
        }
        for (int taken = 0; taken < 20_000; ) {
            taken += take(feed).size();
        }
        enough.set(true);
        for (TestThread<Boolean> each : racing) {
            each.result();
        }
        take(feed);
        assertTrue(feed.tryPublish("x", "y".repeat(999)), "F-3: all bytes were given back");
    }

    @Test
    void s08_aBatchHasAsManyBytesAsAreAllowed() throws Exception {
        BoundedFeed<String> feed = feed(10, 1_000);
        for (int i = 0; i < 3; i++) {
            feed.tryPublish("12345", null);
        }
        assertEquals(2, feed.take(10).size(), "ten bytes are allowed");
        feed.tryPublish("12345", null);
        assertEquals(1, feed.take(9).size(), "nine bytes are allowed");
    }

    @Test
    void f03_atMostTwiceTheCapacityIsAcceptedAndNotIndexed() throws Exception {
        BoundedFeed<String> feed = feed(3, 1_000);
        for (int i = 0; i < 3; i++) {
            assertTrue(feed.tryPublish("a", null));
        }
        take(feed);
        for (int i = 0; i < 3; i++) {
            assertTrue(feed.tryPublish("b", null));
        }
        assertFalse(feed.tryPublish("c", null));
        assertEquals(6, feed.size());
        indexed.add(3);
        assertEquals(3, feed.size());
    }

    @Test
    void f09_tooLargeForTheWholeFeedNamesTheLimit() {
        BoundedFeed<String> feed = feed(3, 10);
        LimitExceededException refused =
                assertThrows(LimitExceededException.class, () -> feed.tryPublish("12345", "678901"));
        assertEquals("an item labelled \"12345\" has 11 bytes; feedhub.feed.maxBytes allows 10", refused.getMessage());
        assertEquals(0, feed.size());
    }

    @Test
    void f07_codecThatGivesNullFailsItsItemAlone() {
        BoundedFeed<String> feed = feed(3, 10, new Codec<>() {
            @Override
            @SuppressWarnings("NullAway") // what a bad codec does
            public byte[] encode(String label, String data) {
                return null;
            }

            @Override
            public String decode(String label, ByteBuffer payload) {
                return "";
            }
        });
        assertThrows(EncodeException.class, () -> feed.tryPublish("a", "data"), "F-7: data would be lost");
        assertEquals(0, feed.size());
        assertTrue(feed.tryPublish("a", null));
    }

    @Test
    void f03_aWaitingPublisherDoesNotSpin() throws Exception {
        BoundedFeed<String> feed = feed(1, 1_000);
        feed.tryPublish("full", null);
        List<TestThread<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(publishing(feed, FOREVER, "a" + i));
        }
        for (int i = 0; i < 20; i++) {
            feed.tryPublish("refused", null);
            publishing(feed, FOREVER.withTimeout(Duration.ofMillis(5)), "given up")
                    .failure();
            waiting.forEach(TestThread::awaitParked);
            for (int look = 0; look < 1_000; look++) {
                assertTrue(waiting.stream().allMatch(each -> TestThread.isParked(each.thread())), "somebody spins");
            }
        }
        for (int i = 0; i < 5; i++) {
            TestThread.until(() -> !feed.isEmpty());
            assertEquals(1, take(feed).size());
        }
        for (TestThread<Void> each : waiting) {
            each.result();
        }
    }

    @Test
    void f04_aCancelledPublisherPassesTheRoomOn() throws Exception {
        for (int round = 0; round < 200; round++) {
            BoundedFeed<String> feed = feed(1, 1_000);
            feed.tryPublish("full", null);
            Cancellable ctx = FOREVER.withCancel();
            TestThread<Void> first = publishing(feed, ctx, "first");
            TestThread<Void> second = publishing(feed, FOREVER, "second");
            TestThread<Void> canceller = TestThread.start(() -> {
                ctx.close();
                return null;
            });
            assertEquals(List.of("full"), take(feed));
            canceller.result();
            TestThread.until(first::isDone);
            TestThread.until(() -> !feed.isEmpty()); // one of them
            String next = take(feed).get(0);
            second.result();
            if (next.equals("first")) {
                assertNull(first.result());
            } else {
                assertInstanceOf(CancelledException.class, first.failure());
                assertEquals(2, feed.accepted(), "F-4: a cancelled publication adds nothing");
            }
        }
    }

    @Test
    void f05_closeEndsEveryWaitingPublication() throws Exception {
        BoundedFeed<String> feed = feed(1, 1_000);
        feed.tryPublish("full", null);
        List<TestThread<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(publishing(feed, FOREVER, "a" + i));
        }
        lifecycle.drain();
        feed.close();
        for (TestThread<Void> each : waiting) {
            assertInstanceOf(ClosedException.class, each.failure(), "F-5");
        }
        assertEquals(1, feed.accepted());
        assertEquals(List.of("full"), take(feed), "F-6");
        assertTrue(feed.isDrained());
    }

    @Test
    void w01_badArgumentsComeFirst() {
        BoundedFeed<String> feed = feed(1, 1_000);
        lifecycle.drain();
        feed.close();
        Context done = FOREVER.withTimeout(Duration.ZERO);
        Thread.currentThread().interrupt();
        assertThrows(IllegalArgumentException.class, () -> feed.publish(done, "", null));
        assertThrows(NullPointerException.class, () -> feed.publish(nothing(), "a", null));
        assertThrows(NullPointerException.class, () -> feed.publish(done, nothing(), null));
        assertTrue(Thread.interrupted(), "the status was not touched");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <N> N nothing() {
        return null;
    }

    @Test
    void s08_whatTheStoreDoesNotTakeIsRefusedToItsPublisher() {
        FakeStore store = new FakeStore();
        store.limits = new StoreLimits(6, 4, 1 << 20);
        try (Hub<String> hub = FakeProvider.hub(store)) {
            assertTrue(hub.feed().tryPublish("äää", "1234"));
            assertTrue(hub.feed().tryPublish("123456", null));
            for (String label : List.of("ääää", "1234567")) {
                assertThrows(LimitExceededException.class, () -> hub.feed().tryPublish(label, null));
            }
            assertThrows(LimitExceededException.class, () -> hub.feed().tryPublish("a", "12345"));
        }
        assertEquals(List.of("äää", "123456"), store.labels());
    }
}
