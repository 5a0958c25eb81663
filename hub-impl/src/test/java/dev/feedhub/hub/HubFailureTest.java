package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Delivery;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.Hub.State;
import dev.feedhub.HubConfig;
import dev.feedhub.HubFailedException;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Receipt;
import dev.feedhub.Signal;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.StreamOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HubFailureTest {
    private static final Context FOREVER = Context.background();

    private final FakeStore store = new FakeStore();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void releaseTheStore() {
        release.countDown();
    }

    private static void fail(Outcome outcome) {
        throw new StoreException(outcome, "the disk is full", null);
    }

    @Test
    void h04_notStoredIsTriedAgain() throws Exception {
        AtomicInteger appends = new AtomicInteger();
        store.beforeAppend = (ctx, batch) -> {
            if (appends.incrementAndGet() <= 4) {
                fail(Outcome.NOT_STORED);
            }
        };
        try (Hub<String> hub = FakeProvider.hub(store)) {
            hub.feed().publish(FOREVER, "a", "1");
            hub.flush(FOREVER);
            assertEquals(List.of("a"), store.labels(), "F-1: once");
            assertEquals(5, appends.get());
            assertEquals(State.RUNNING, hub.state());
            assertEquals(1, hub.stats().batches());
        }
    }

    @Test
    void h04_notStoredForTooLongEndsEverythingWithItsCause() throws Exception {
        store.beforeAppend = (ctx, batch) -> {
            release.await();
            fail(Outcome.NOT_STORED);
        };
        endsEverything(Duration.ofMillis(20), 2);
    }

    @Test
    void h04_unknownIsNotTriedAgain() throws Exception {
        store.beforeAppend = (ctx, batch) -> {
            release.await();
            fail(Outcome.UNKNOWN);
        };
        endsEverything(Duration.ofDays(1), 1);
    }

    @Test
    void h04_unknownIsNotTriedAgainThoughItComesAfterNotStored() throws Exception {
        AtomicInteger appends = new AtomicInteger();
        store.beforeAppend = (ctx, batch) -> {
            int append = appends.incrementAndGet();
            if (append <= 2) {
                fail(append == 1 ? Outcome.NOT_STORED : Outcome.UNKNOWN);
            }
        };
        Hub<String> hub = FakeProvider.hub(store);
        hub.feed().publish(FOREVER, "a", null);
        assertThrows(HubFailedException.class, () -> hub.flush(FOREVER));
        assertEquals(2, appends.get());
        hub.close();
    }

    private void endsEverything(Duration retryFor, int leastAppends) throws Exception {
        AtomicInteger appends = new AtomicInteger();
        FakeStore.BeforeAppend failing = store.beforeAppend;
        store.beforeAppend = (ctx, batch) -> {
            appends.incrementAndGet();
            failing.append(ctx, batch);
        };
        Hub<String> hub = FakeProvider.hub(FakeProvider.config(store)
                .set(HubConfig.STORE_RETRY_FOR, retryFor)
                .set(HubConfig.FEED_CAPACITY, 1));
        Listener<String> listener = hub.listen(ListenOptions.any());
        EventStream<String> stream = hub.stream(StreamOptions.now());
        assertInstanceOf(Signal.CaughtUp.class, stream.next(FOREVER));
        Receipt receipt = hub.feed().submit(FOREVER, "taken", null);
        TestThread.until(() -> appends.get() == 1);
        hub.feed().publish(FOREVER, "in the feed", null);
        List<TestThread<?>> waiting = new ArrayList<>();
        waiting.add(TestThread.waiting(() -> {
            hub.feed().publish(FOREVER, "waiting for room", null);
            return null;
        }));
        waiting.add(TestThread.waiting(() -> listener.next(FOREVER)));
        waiting.add(TestThread.waiting(() -> stream.next(FOREVER)));
        waiting.add(TestThread.waiting(() -> receipt.await(FOREVER)));
        waiting.add(
                TestThread.waiting(() -> receipt.toStage().toCompletableFuture().get()));
        waiting.add(TestThread.waiting(() -> hub.flush(FOREVER)));
        waiting.add(TestThread.waiting(() -> hub.trim(FOREVER, Cursor.ORIGIN)));
        release.countDown();
        for (TestThread<?> each : waiting) {
            Throwable thrown = each.failure();
            Throwable failure = thrown instanceof ExecutionException ? thrown.getCause() : thrown;
            assertInstanceOf(
                    StoreException.class,
                    assertInstanceOf(HubFailedException.class, failure).getCause());
        }
        assertTrue(appends.get() >= leastAppends && (leastAppends > 1 || appends.get() == 1), "appends: " + appends);
        assertEquals(State.FAILED, hub.state());
        assertThrows(HubFailedException.class, () -> hub.feed().publish(FOREVER, "later", null));
        assertThrows(HubFailedException.class, () -> hub.feed().tryPublish("later", null));
        assertThrows(HubFailedException.class, () -> hub.stop(FOREVER));
        assertThrows(HubFailedException.class, () -> hub.stream(StreamOptions.now()));
        assertThrows(HubFailedException.class, hub.listen(ListenOptions.any())::poll);
        hub.close();
        assertTrue(store.closed);
        assertEquals(List.of(), store.labels());
    }

    @Test
    void h04_whatIsQueuedComesBeforeTheFailure() throws Exception {
        Hub<String> hub = FakeProvider.hub(store);
        Listener<String> listener = hub.listen(ListenOptions.any());
        hub.feed().publish(FOREVER, "a", "1");
        hub.flush(FOREVER);
        store.beforeAppend = (ctx, batch) -> fail(Outcome.UNKNOWN);
        Receipt receipt = hub.feed().submit(FOREVER, "b", "2");
        assertThrows(HubFailedException.class, () -> receipt.await(FOREVER));
        assertEquals("a", listener.next(FOREVER).entry().label());
        assertThrows(HubFailedException.class, () -> listener.next(FOREVER));
        hub.close();
    }

    @Test
    void h04_aStoreThatMisbehavesFailsTheHub() throws Exception {
        for (Throwable thrown : List.of(new IllegalStateException("bug"), new StackOverflowError())) {
            FakeStore bad = new FakeStore();
            bad.beforeAppend = (ctx, batch) -> {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            };
            Hub<String> hub = FakeProvider.hub(bad);
            Receipt receipt = hub.feed().submit(FOREVER, "a", null);
            HubFailedException failure = assertThrows(HubFailedException.class, () -> receipt.await(FOREVER));
            assertSame(thrown, failure.getCause());
            hub.close();
        }
    }

    @Test
    void anErrorWhileTrimmingIsNotTakenForSuccess() {
        store.onTrim = () -> {
            throw new StackOverflowError();
        };
        Hub<String> hub = FakeProvider.hub(store);
        assertThrows(HubFailedException.class, () -> hub.trim(FOREVER, Cursor.ORIGIN));
        hub.close();
    }

    @Test
    void anInterruptThatAStoreLeavesBehindDoesNotFailTheHub() throws Exception {
        AtomicInteger appends = new AtomicInteger();
        store.beforeAppend = (ctx, batch) -> {
            Thread.currentThread().interrupt();
            if (appends.incrementAndGet() % 3 != 0) {
                fail(Outcome.NOT_STORED);
            }
        };
        try (Hub<String> hub = FakeProvider.hub(store)) {
            hub.feed().publish(FOREVER, "a", null);
            hub.flush(FOREVER);
            hub.feed().publish(FOREVER, "b", null);
            hub.flush(FOREVER);
            assertEquals(List.of("a", "b"), store.labels());
        }
    }

    @Test
    void h05_aFailedHubStaysFailed() throws Exception {
        Hub<String> hub = FakeProvider.hub(store);
        store.beforeAppend = (ctx, batch) -> fail(Outcome.UNKNOWN);
        hub.feed().publish(FOREVER, "a", null);
        TestThread.until(() -> hub.state() == State.FAILED);
        hub.closeFeed();
        assertEquals(State.FAILED, hub.state());
        hub.close();
        hub.close();
        assertEquals(State.FAILED, hub.state());
    }

    /** The batch whose append returned after all was over is in the store, and nobody is handed it. */
    @Test
    void anAbandonedBatchIsHandedToNobody() throws Exception {
        CountDownLatch inAppend = new CountDownLatch(1);
        store.onStored = () -> {
            inAppend.countDown();
            awaitStubbornly(release);
        };
        Hub<String> hub =
                FakeProvider.hub(FakeProvider.config(store).set(HubConfig.CLOSE_TIMEOUT, Duration.ofMillis(10)));
        Listener<String> listener = hub.listen(ListenOptions.any());
        Receipt receipt = hub.feed().submit(FOREVER, "a", null);
        inAppend.await();
        TestThread<Delivery<String>> taker = TestThread.waiting(() -> listener.next(FOREVER));
        TestThread<Void> closer = TestThread.start(() -> {
            hub.close();
            return null;
        });
        HubFailedException failure = assertInstanceOf(HubFailedException.class, taker.failure());
        assertTrue(
                String.valueOf(failure.getMessage()).contains("with 1 accepted items not indexed"),
                failure.getMessage());
        release.countDown();
        closer.result();
        TestThread.until(() -> store.closed);
        assertThrows(HubFailedException.class, listener::poll, "ended is ended");
        assertThrows(HubFailedException.class, () -> receipt.await(FOREVER));
        assertEquals(0, hub.stats().indexed());
        assertEquals(List.of("a"), store.labels());
        assertFalse(hub.feed().size() == 0);
    }

    private static void awaitStubbornly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException ignored) {
                Thread.onSpinWait();
            }
        }
    }
}
