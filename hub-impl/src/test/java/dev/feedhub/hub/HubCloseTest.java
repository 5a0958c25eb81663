package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.Drained;
import dev.feedhub.Hub;
import dev.feedhub.Hub.State;
import dev.feedhub.HubConfig;
import dev.feedhub.HubFailedException;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.StreamOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HubCloseTest {
    private static final Context FOREVER = Context.background();

    private final FakeStore store = new FakeStore();
    private final CountDownLatch inAppend = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void noThreadIsLeftFromBefore() {
        TestThread.until(() -> hubThreads() == 0);
    }

    @AfterEach
    void releaseTheStore() {
        release.countDown();
    }

    private static long hubThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("feedhub-closing"))
                .count();
    }

    private Hub<String> hub(Duration closeTimeout) {
        return FakeProvider.hub(FakeProvider.config(store)
                .set(HubConfig.HUB_NAME, "closing")
                .set(HubConfig.CLOSE_TIMEOUT, closeTimeout));
    }

    private void blockAppends() {
        store.beforeAppend = (ctx, batch) -> {
            inAppend.countDown();
            release.await();
        };
    }

    private static TestThread<Boolean> closing(Hub<String> hub) {
        return TestThread.start(() -> {
            hub.close();
            return Thread.currentThread().isInterrupted();
        });
    }

    @Test
    void h07_noThreadIsLeftAfterCloseOrStop() throws Exception {
        for (int i = 0; i < 20; i++) {
            Hub<String> hub =
                    FakeProvider.hub(FakeProvider.config(new FakeStore()).set(HubConfig.HUB_NAME, "closing"));
            assertEquals(1, hubThreads());
            hub.feed().publish(FOREVER, "a", null);
            if ((i & 1) == 0) {
                hub.close();
            } else {
                hub.stop(FOREVER);
            }
            assertEquals(0, hubThreads(), "H-7");
            assertEquals(State.STOPPED, hub.state());
        }
    }

    @Test
    void f06_whatWasAcceptedIsIndexedAndDelivered() throws Exception {
        Hub<String> hub = hub(Duration.ofSeconds(30));
        Listener<String> listener = hub.listen(ListenOptions.any());
        blockAppends();
        for (int i = 0; i < 10; i++) {
            hub.feed().publish(FOREVER, "a" + i, null);
        }
        TestThread<Drained> stopping = TestThread.waiting(() -> hub.stop(FOREVER));
        assertEquals(State.DRAINING, hub.state());
        assertThrows(ClosedException.class, () -> hub.feed().tryPublish("late", null));
        assertThrows(DeadlineExceededException.class, () -> hub.stop(FOREVER.withTimeout(Duration.ofMillis(1))), "W-1");
        release.countDown();
        assertEquals(new Drained(10, hub.flush(FOREVER)), stopping.result());
        assertEquals(10, listener.drain(100, (entry, lost) -> {}));
        assertThrows(ClosedException.class, listener::poll);
        assertThrows(ClosedException.class, hub.listen(ListenOptions.any())::poll, "H-6");
        assertThrows(ClosedException.class, () -> hub.stream(StreamOptions.oldest()));
        assertThrows(ClosedException.class, () -> hub.history().span(FOREVER));
        assertEquals(new Drained(0, hub.flush(FOREVER)), hub.stop(FOREVER));
        assertEquals(10, hub.stats().indexed());
        assertEquals(10, hub.stats().accepted());
        assertEquals(2, hub.stats().batches() + (hub.stats().batches() == 1 ? 1 : 0));
    }

    @Test
    void h07_closeThatGivesUpFailsTheHubAndSaysHowManyAreNotIndexed() throws Exception {
        Hub<String> hub = hub(Duration.ofMillis(20));
        blockAppends(); // until the interrupt of the close that gives up
        for (int i = 0; i < 3; i++) {
            hub.feed().publish(FOREVER, "a" + i, null);
        }
        inAppend.await();
        hub.close();
        assertEquals(0, hubThreads(), "H-7");
        assertEquals(State.FAILED, hub.state());
        Throwable failure = assertThrows(RuntimeException.class, () -> hub.flush(FOREVER));
        String message =
                String.valueOf(Objects.requireNonNull(failure.getCause()).getMessage());
        assertEquals("closed after PT0.02S with 3 accepted items not indexed", message);
        assertTrue(store.closed);
    }

    @Test
    void h07_closeThatGivesUpCancelsTheContextOfTheStore() throws Exception {
        Hub<String> hub = hub(Duration.ofMillis(20));
        store.beforeAppend = (ctx, batch) -> {
            inAppend.countDown();
            while (!ctx.isDone() || !Thread.interrupted()) {
                Thread.onSpinWait();
            }
            long givenUp = System.nanoTime() + Duration.ofMillis(100).toNanos();
            while (System.nanoTime() - givenUp < 0) {
                LockSupport.parkNanos(givenUp - System.nanoTime());
            }
            ctx.check();
        };
        hub.feed().publish(FOREVER, "a", null);
        inAppend.await();
        hub.close();
        assertEquals(0, hubThreads(), "H-7");
        assertEquals(List.of(), store.labels());
    }

    @Test
    void h07_closeThatGivesUpEndsWhoWaitsForAHubWhoseStoreIsStuck() throws Exception {
        Hub<String> hub = hub(Duration.ofMillis(20));
        store.beforeAppend = (ctx, batch) -> {
            inAppend.countDown();
            while (release.getCount() > 0) {
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                Thread.interrupted();
            }
        };
        hub.feed().publish(FOREVER, "a", null);
        inAppend.await();
        TestThread<Long> trimming = TestThread.waiting(() -> hub.trim(FOREVER, Cursor.ORIGIN));
        TestThread<Drained> stopping = TestThread.waiting(() -> hub.stop(FOREVER));
        hub.close();
        assertInstanceOf(HubFailedException.class, trimming.failure());
        assertInstanceOf(HubFailedException.class, stopping.failure());
        assertEquals(1, hubThreads(), "the store has it");
    }

    @Test
    void closeTakesNoNoticeOfInterruptsAndKeepsThem() throws Exception {
        Hub<String> hub = hub(Duration.ofSeconds(30));
        blockAppends();
        hub.feed().publish(FOREVER, "a", null);
        inAppend.await();
        TestThread<Boolean> closer = closing(hub);
        closer.awaitParked();
        closer.thread().interrupt();
        closer.awaitParked();
        closer.thread().interrupt();
        assertFalse(closer.isDone());
        release.countDown();
        assertEquals(true, closer.result(), "the interrupted status");
        assertEquals(List.of("a"), store.labels());
        assertEquals(State.STOPPED, hub.state());
    }

    @Test
    void severalMayCloseAtOnce() throws Exception {
        Hub<String> hub = hub(Duration.ofMillis(30));
        blockAppends();
        hub.feed().publish(FOREVER, "a", null);
        List<TestThread<Boolean>> closers = List.of(closing(hub), closing(hub), closing(hub));
        for (TestThread<Boolean> each : closers) {
            assertEquals(false, each.result());
        }
        assertEquals(State.FAILED, hub.state());
        assertEquals(0, hubThreads());
    }

    @Test
    void aStoreThatCannotBeClosedFailsTheHub() {
        store.onClose = () -> {
            throw new IllegalStateException("still busy");
        };
        Hub<String> hub = hub(Duration.ofSeconds(30));
        hub.close();
        assertEquals(State.FAILED, hub.state());
        Throwable failure = assertThrows(RuntimeException.class, () -> hub.stop(FOREVER));
        assertInstanceOf(IllegalStateException.class, failure.getCause());
    }

    @Test
    void trimsThatWereGivenUpLeaveNothingAndDoNothing() throws Exception {
        try (Hub<String> hub = hub(Duration.ofSeconds(30))) {
            for (int i = 0; i < 3; i++) {
                hub.feed().publish(FOREVER, "a" + i, null);
            }
            Cursor newest = hub.flush(FOREVER);
            blockAppends();
            hub.feed().publish(FOREVER, "blocked", null);
            inAppend.await();
            assertThrows(
                    DeadlineExceededException.class, () -> hub.trim(FOREVER.withTimeout(Duration.ofMillis(1)), newest));
            TestThread<Long> waiting = TestThread.waiting(() -> hub.trim(FOREVER, new Cursor(2, FakeStore.EPOCH)));
            release.countDown();
            assertEquals(1, waiting.result(), "S-12: the first entry, and only that");
            assertEquals(List.of("a1", "a2", "blocked"), store.labels());
        }
    }
}
