package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.ListenOptions;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the hub's thread does while nobody publishes: it has the store maintained when that is due, and sleeps. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HubIdleTest {
    private static final Context FOREVER = Context.background();

    private final FakeStore store = new FakeStore();
    private final AtomicInteger maintained = new AtomicInteger();

    private Hub<String> hub(Supplier<Duration> maintain) {
        store.onMaintain = () -> {
            maintained.incrementAndGet();
            return maintain.get();
        };
        return FakeProvider.hub(FakeProvider.config(store).set(HubConfig.HUB_NAME, "idle"));
    }

    private static void awaitAsleep() {
        TestThread.until(() -> Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("feedhub-idle") && TestThread.isParked(thread)));
    }

    /** Publishes so that the hub is idle again and again. */
    private static void publish(Hub<String> hub) throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            hub.feed().publish(FOREVER, "a", null);
            hub.flush(FOREVER);
            awaitAsleep();
        }
        assertEquals(Hub.State.RUNNING, hub.state());
    }

    @Test
    void theStoreIsMaintainedAgainAfterThePauseItNames() throws Exception {
        try (Hub<String> hub = hub(() -> maintained.get() < 4 ? Duration.ofMillis(20) : Duration.ofDays(1))) {
            TestThread.until(() -> maintained.get() == 4);
            publish(hub);
            assertEquals(4, maintained.get(), "not before it is due");
        }
    }

    @Test
    void aPauseForEverIsAYear() throws Exception {
        try (Hub<String> hub = hub(() -> Duration.ofSeconds(Long.MAX_VALUE))) {
            publish(hub);
            assertEquals(1, maintained.get());
        }
    }

    @Test
    void noPauseIsAShortOne() throws Exception {
        long start = System.nanoTime();
        try (Hub<String> hub = hub(() -> Duration.ZERO)) {
            TestThread.until(() -> maintained.get() >= 20);
            publish(hub);
            int most = maintained.get();
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            assertTrue(most <= millis + 1, () -> most + " times in " + millis + " ms");
        }
    }

    @Test
    void aStoreThatCannotBeMaintainedIsAskedAgainLater() throws Exception {
        try (Hub<String> hub = hub(() -> {
            throw new StoreException(Outcome.NOT_STORED, "the disk is full", null);
        })) {
            publish(hub);
            assertEquals(1, maintained.get());
        }
        assertTrue(store.closed);
    }

    @Test
    void whereThoseWhoAreWokenDoNotWakeTheOthersTheHubDoes() throws Exception {
        HubConfig config = FakeProvider.config(store).build();
        HubLifecycle lifecycle = new HubLifecycle("idle");
        IndexedCount indexed = new IndexedCount(lifecycle);
        ChannelSet<String> channels = new ChannelSet<>(lifecycle, Cursor.ORIGIN);
        StoreIndexer<String> indexer = new StoreIndexer<>(store, Codec.utf8(), new AppendRetry(Duration.ZERO));
        BoundedFeed<String> feed = new BoundedFeed<>(config, indexer, lifecycle, indexed);
        BatchClock clock = new BatchClock(Instant::now, Instant.MIN);
        HubLoop<String> loop = new HubLoop<>("idle", store, indexer, clock, lifecycle, feed, indexed, channels);
        channels.listen(ListenOptions.any());
        SleeperQueue sleepers = channels.all().get(0).sleepers();
        for (int i = 0; i < 100; i++) {
            sleepers.enter(new SleeperQueue.Sleeper(), 0);
        }
        Thread thread = new Thread(loop, "feedhub-idle");
        lifecycle.hubThread(thread);
        thread.start();
        try {
            feed.publish(FOREVER, "a", null);
            TestThread.until(() -> sleepers.size() == 0);
        } finally {
            loop.closeFeed();
            thread.join();
        }
    }
}
