package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Receipt;
import dev.feedhub.StreamOptions;
import dev.feedhub.WouldDeadlockException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens on the hub's own thread, and what must not. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HubThreadTest {
    private static final Context FOREVER = Context.background();

    private final FakeStore store = new FakeStore();

    private interface Call {
        void run() throws Exception;
    }

    @Test
    void f08_eachCallThatWouldWaitForTheHubSaysSo() throws Exception {
        Map<String, String> thrown = new ConcurrentSkipListMap<>();
        try (Hub<String> hub = FakeProvider.hub(store)) {
            Listener<String> listener = hub.listen(ListenOptions.any());
            EventStream<String> stream = hub.stream(StreamOptions.oldest());
            Receipt receipt = hub.feed().submit(FOREVER, "a", null);
            hub.flush(FOREVER);
            Map<String, Call> calls = new TreeMap<>(Map.of(
                    "Feed.publish", () -> hub.feed().publish(FOREVER, "b", null),
                    "Feed.submit", () -> hub.feed().submit(FOREVER, "b", null),
                    "Receipt.await", () -> receipt.await(FOREVER),
                    "Hub.flush", () -> hub.flush(FOREVER),
                    "Hub.trim", () -> hub.trim(FOREVER, Cursor.ORIGIN),
                    "Hub.stop", () -> hub.stop(FOREVER),
                    "Hub.close", hub::close,
                    "Listener.next", () -> listener.next(FOREVER),
                    "EventStream.next", () -> stream.next(FOREVER)));
            store.beforeAppend = (ctx, batch) -> calls.forEach((name, call) -> {
                try {
                    call.run();
                } catch (Exception exception) {
                    thrown.put(name, exception.toString());
                }
            });
            hub.feed().publish(FOREVER, "c", null);
            hub.flush(FOREVER);
            for (String name : calls.keySet()) {
                String message = new WouldDeadlockException(name).toString();
                assertEquals(message, thrown.get(name), "F-8: " + name);
            }
            store.beforeAppend = (ctx, batch) -> {};
            assertEquals(Hub.State.RUNNING, hub.state(), "F-8: it had no effect");
            assertEquals(List.of("a", "c"), store.labels());
            assertEquals(2, listener.drain(10, (entry, lost) -> {}), "nothing was taken");
            assertEquals(2, stream.drain(10, (entry, lost) -> {}), "nothing was taken");
        }
    }

    @Test
    void whatDoesNotWaitMayBeCalledThere() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        try (Hub<String> hub = FakeProvider.hub(store)) {
            Listener<String> listener = hub.listen(ListenOptions.any());
            store.beforeAppend = (ctx, batch) -> {
                store.beforeAppend = (again, nothing) -> {};
                try {
                    assertTrue(hub.feed().tryPublish("inside", null));
                    listener.poll();
                    hub.listen(ListenOptions.any()).close();
                    hub.history().span(FOREVER);
                    hub.stats();
                } catch (Throwable thrown) {
                    failure.set(thrown);
                }
                done.countDown();
            };
            hub.feed().publish(FOREVER, "a", null);
            done.await();
            hub.flush(FOREVER);
            assertEquals(null, failure.get());
            assertEquals(List.of("a", "inside"), store.labels());
        }
    }

    @Test
    void stagesCompleteElsewhere() throws Exception {
        try (Hub<String> hub = FakeProvider.hub(store)) {
            CountDownLatch release = new CountDownLatch(1);
            store.beforeAppend = (ctx, batch) -> release.await();
            AtomicReference<String> thread = new AtomicReference<>();
            Receipt receipt = hub.feed().submit(FOREVER, "a", null);
            var stage = receipt.toStage().thenApply(cursor -> {
                thread.set(Thread.currentThread().getName());
                return cursor;
            });
            assertFalse(stage.toCompletableFuture().isDone());
            receipt.toStage().toCompletableFuture().cancel(true); // which is of no effect
            release.countDown();
            Cursor cursor = stage.toCompletableFuture().get();
            assertEquals(receipt.await(FOREVER), cursor);
            assertNotNull(thread.get());
            assertFalse(thread.get().startsWith("feedhub-"), thread.get());
            assertEquals(cursor, receipt.toStage().toCompletableFuture().get(), "also when it is there already");
        }
    }

    @Test
    void x04_waitsForTheCountLeaveNothing() throws Exception {
        HubLifecycle lifecycle = new HubLifecycle("counting");
        IndexedCount count = new IndexedCount(lifecycle);
        for (int i = 0; i < 10_000; i++) {
            Context soon = FOREVER.withTimeout(Duration.ofNanos(20_000));
            assertThrows(DeadlineExceededException.class, () -> count.await(soon, 1));
        }
        assertEquals(0, count.waiting());
        TestThread<Long> waiting = TestThread.waiting(() -> {
            count.await(FOREVER, 1);
            return count.count();
        });
        assertEquals(1, count.waiting());
        count.add(1);
        assertEquals(1, waiting.result());
        assertEquals(0, count.waiting());
    }

    @Test
    void theHubsThreadKeepsNothingOfItsOpener() {
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        AtomicReference<String> seen = new AtomicReference<>("not asked");
        local.set("secret");
        store.beforeAppend = (ctx, batch) -> seen.set(String.valueOf(local.get()));
        try (Hub<String> hub = FakeProvider.hub(store)) {
            hub.feed().tryPublish("a", null);
        }
        assertEquals("null", seen.get());
        local.remove();
    }

    @Test
    void theHubsThreadFindsClassesWhereItsOpenerDoes() throws Exception {
        Thread opener = Thread.currentThread();
        ClassLoader before = opener.getContextClassLoader();
        AtomicReference<Object> seen = new AtomicReference<>("not asked");
        store.beforeAppend = (ctx, batch) -> seen.set(Thread.currentThread().getContextClassLoader());
        try (URLClassLoader loader = new URLClassLoader(new URL[0], before)) {
            opener.setContextClassLoader(loader);
            try (Hub<String> hub = FakeProvider.hub(store)) {
                hub.feed().tryPublish("a", null);
            }
            assertEquals(loader, seen.get());
        } finally {
            opener.setContextClassLoader(before);
        }
    }

    @Test
    void theHubsThreadKeepsTheJvmRunningUnlessItIsADaemon() throws Exception {
        AtomicReference<Boolean> seen = new AtomicReference<>();
        store.beforeAppend = (ctx, batch) -> seen.set(Thread.currentThread().isDaemon());
        for (boolean daemon : new boolean[] {true, false}) {
            store.closed = false;
            try (Hub<String> hub = FakeProvider.hub(FakeProvider.config(store).set(HubConfig.HUB_DAEMON, daemon))) {
                hub.feed().publish(FOREVER, "a", null);
            }
            assertEquals(daemon, seen.get());
        }
    }

    @Test
    void whatTheHubHasForAListenerGoesWithIt() throws Exception {
        try (Hub<String> hub = FakeProvider.hub(store)) {
            WeakReference<LabelFilter> filter = listenedFor(hub);
            hub.listen(ListenOptions.any()).close();
            hub.feed().publish(FOREVER, "b", null);
            hub.flush(FOREVER);
            TestThread.until(() -> {
                System.gc();
                return filter.refersTo(null);
            });
        }
    }

    private static WeakReference<LabelFilter> listenedFor(Hub<String> hub) throws InterruptedException {
        LabelFilter filter = LabelFilter.glob("a*");
        try (Listener<String> listener = hub.listen(ListenOptions.any().matching(filter))) {
            hub.feed().publish(FOREVER, "a", null);
            hub.flush(FOREVER);
            assertNotNull(listener.poll());
        }
        return new WeakReference<>(filter);
    }
}
