package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.ClosedException;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.StreamOptions;
import dev.feedhub.WouldDeadlockException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a publisher waits for, and what it never waits for. */
interface BackPressureRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck(
            "that what the feed holds and what the hub has taken and not indexed are bounded by the capacity each")
    default void f03_aBlockedStoreMakesPublishersWaitWithinTwiceTheCapacity() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            TamperedProvider provider = new TamperedProvider(this);
            Gate gate = provider.holdUpAppends(workspace);
            int capacity = 8;
            Hub<String> hub = workspace.hub(provider, settings -> settings.set(HubConfig.FEED_CAPACITY, capacity));
            assertEquals(capacity, hub.feed().capacity());
            AtomicInteger accepted = new AtomicInteger();
            List<Task<Boolean>> publishers = IntStream.range(0, 3)
                    .mapToObj(i -> Task.run(() -> {
                        for (int n = 0; n < 50; n++) {
                            hub.feed().publish(Task.patience(), "a", "item");
                            accepted.incrementAndGet();
                        }
                    }))
                    .toList();
            gate.awaitArrival();
            publishers.forEach(Task::awaitParked);
            assertTrue(accepted.get() >= capacity, () -> "accepted " + accepted + " with room for " + capacity);
            assertTrue(accepted.get() <= 2 * capacity, () -> "accepted " + accepted + ", more than 2 * " + capacity);
            assertEquals(accepted.get(), hub.feed().size(), "size() while nothing is indexed");
            assertFalse(hub.feed().tryPublish("a", "item"), "a full feed took an item");
            gate.open();
            publishers.forEach(Task::result);
            hub.flush(Task.patience());
            assertEquals(0, hub.feed().size(), "size() when all is indexed");
            assertEquals(150, hub.stats().indexed());
        }
    }

    @Test
    @IfThisFailsCheck(
            "that the bytes of labels and payloads count, for what waits in the feed and for what the hub has taken")
    default void f03_bytesFillTheFeedToo() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            TamperedProvider provider = new TamperedProvider(this);
            provider.holdUpAppends(workspace);
            Hub<String> hub = workspace.hub(
                    provider,
                    settings -> settings.set(HubConfig.FEED_CAPACITY, 1_024).set(HubConfig.FEED_MAX_BYTES, 1_000L));
            String hundred = "x".repeat(99);
            AtomicInteger accepted = new AtomicInteger();
            Task<Boolean> publisher = Task.run(() -> {
                while (true) {
                    hub.feed().publish(Task.patience(), "a", hundred);
                    accepted.incrementAndGet();
                }
            });
            publisher.awaitParked();
            assertTrue(accepted.get() >= 9, () -> "accepted " + accepted + " items of 100 bytes with room for 1000");
            assertTrue(accepted.get() <= 20, () -> "accepted " + accepted + " items of 100 bytes, more than 2 * 1000");
            hub.closeFeed();
            publisher.failure(ClosedException.class);
        }
    }

    @Test
    @IfThisFailsCheck("that the hub's thread takes no lock and waits for nothing that a consumer can hold")
    default void h02_stuckConsumersStopNeitherTheHubNorPublishers() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub(settings -> settings.set(HubConfig.FEED_CAPACITY, 4));
            Gate stuck = new Gate();
            workspace.onClose(stuck::open);
            Listener<String> draining = hub.listen(ListenOptions.any().capacity(2));
            hub.listen(ListenOptions.any().capacity(1));
            var stream = hub.stream(StreamOptions.now().capacity(1));
            Items.publish(hub, "a", "first");
            Task<Integer> sink = Task.start(() -> draining.drain(1, (entry, lost) -> stuck.pass()));
            Task<Boolean> handler = Task.run(() -> stream.run(Task.patience(), signal -> stuck.pass()));
            stuck.awaitArrival();
            sink.awaitParked();
            handler.awaitParked();
            Items.publish(hub, "a", 1, 2_000);
            assertEquals(2_001, hub.stats().indexed());
            stuck.open();
            sink.result();
            stream.close();
            handler.failure(ClosedException.class);
        }
    }

    @Test
    @IfThisFailsCheck("that a listener's queue drops its oldest entry instead of making anybody wait")
    default void f03_aListenerNeverMakesAPublisherWait() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub(settings -> settings.set(HubConfig.FEED_CAPACITY, 2));
            List<Listener<String>> untaken = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                untaken.add(hub.listen(ListenOptions.any().capacity(1 + i % 2)));
            }
            Items.publish(hub, "a", 1, 500);
            untaken.forEach(listener -> assertEquals(500 - listener.capacity(), listener.lost()));
        }
    }

    @Test
    @IfThisFailsCheck(
            "that each call that waits for the hub looks whether it is made on the hub's own thread, before it waits")
    default void f08_aWaitingCallOnTheHubsOwnThreadIsRefused() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            TamperedProvider provider = new TamperedProvider(this);
            Hub<String> hub = workspace.hub(provider, settings -> settings.set(HubConfig.FEED_CAPACITY, 4));
            Listener<String> listener = hub.listen(ListenOptions.any());
            var stream = hub.stream(StreamOptions.oldest());
            var receipt = hub.feed().submit(Task.patience(), "a", "1");
            var cursor = receipt.await(Task.patience());
            List<Executable> calls = List.of(
                    () -> hub.feed().publish(Task.patience(), "a", "2"),
                    () -> hub.feed().submit(Task.patience(), "a", "2"),
                    () -> receipt.await(Task.patience()),
                    () -> hub.flush(Task.patience()),
                    () -> hub.trim(Task.patience(), cursor),
                    () -> listener.next(Task.patience()),
                    () -> stream.next(Task.patience()),
                    () -> hub.stop(Task.patience()),
                    hub::close);
            ConcurrentHashMap<Integer, Throwable> thrown = new ConcurrentHashMap<>();
            AtomicReference<Object> history = new AtomicReference<>();
            provider.onAppend((batch, real) -> {
                for (int i = 0; i < calls.size(); i++) {
                    thrown.put(i, thrownBy(calls.get(i)));
                }
                history.set(hub.history().span(Task.patience()));
                return real.get();
            });
            Items.publish(hub, "a", "3");
            for (int i = 0; i < calls.size(); i++) {
                Throwable of = thrown.get(i);
                assertTrue(
                        of instanceof WouldDeadlockException,
                        "call " + i + " of publish, submit, await, flush, trim, "
                                + "listener.next, stream.next, stop, close on the hub's thread: " + of);
            }
            assertTrue(history.get() != null, "a query on the hub's thread gave nothing");
            assertEquals(Hub.State.RUNNING, hub.state());
            assertEquals(2, hub.stats().accepted());
            assertEquals(2, Items.takeQueued(listener).size());
        }
    }

    private static Throwable thrownBy(Executable call) {
        try {
            call.execute();
            return new AssertionError("it returned");
        } catch (Throwable thrown) {
            return thrown;
        }
    }
}
