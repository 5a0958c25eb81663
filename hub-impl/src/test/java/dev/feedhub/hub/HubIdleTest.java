package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import java.time.Duration;
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
}
