package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.ClosedException;
import dev.feedhub.Delivery;
import dev.feedhub.Entry;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.HubFailedException;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Query;
import dev.feedhub.StreamOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a hub promises while it runs and when it ends. */
interface HubRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck("that the hub dispatches a batch only after its append has returned")
    default void h01_anEntryIsInTheStoreBeforeAnyoneIsHandedIt() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            TamperedProvider provider = new TamperedProvider(this);
            Hub<String> hub = workspace.hub(provider, settings -> settings);
            Listener<String> listener = hub.listen(ListenOptions.any());
            EventStream<String> stream = hub.stream(StreamOptions.oldest());
            stream.next(Task.patience());
            Gate stored = new Gate();
            workspace.onClose(stored::open);
            provider.onAppend((batch, real) -> {
                stored.pass();
                return real.get();
            });
            hub.feed().publish(Task.patience(), "a", "1");
            stored.awaitArrival();
            assertNull(listener.poll(), "an entry that is not in the store");
            assertEquals(0, stream.drain(1, (entry, lost) -> {}), "an entry that is not in the store");
            stored.open();
            for (int i = 0; i < 200; i++) {
                Entry<String> entry = listener.next(Task.patience()).entry();
                List<Entry<String>> read = hub.history()
                        .read(Task.patience(), Query.all().from(entry.cursor()))
                        .entries();
                assertEquals(entry.cursor(), read.get(0).cursor());
                assertEquals(entry.time(), read.get(0).time(), "the time of an entry, live and read back");
                hub.feed().publish(Task.patience(), "a", Integer.toString(i));
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that listeners with equal filters and capacities of one power of two share a channel, which ends with the last")
    default void h03_listenersThatShareAFilterShareAChannel() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            List<Listener<String>> listeners = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                LabelFilter filter = LabelFilter.anyOf(LabelFilter.glob("a/*"), LabelFilter.exactly("b"));
                listeners.add(hub.listen(ListenOptions.any().matching(filter).capacity(3 + i % 2)));
            }
            assertEquals(1_000, hub.stats().listeners());
            assertEquals(1, hub.stats().channels(), "channels of 1000 listeners with equal filters");
            Listener<String> other = hub.listen(ListenOptions.any().capacity(4));
            assertEquals(2, hub.stats().channels(), "channels with a listener of another filter");
            Items.publish(hub, "a/b", 1, 10);
            for (Listener<String> listener : listeners) {
                assertEquals(listener.capacity(), listener.queued());
                assertEquals(10 - listener.capacity(), listener.lost());
                listener.close();
            }
            other.close();
            assertEquals(0, hub.stats().listeners());
            assertEquals(0, hub.stats().channels(), "channels when all listeners are closed");
        }
    }

    @Test
    @IfThisFailsCheck("that one owner changes the state, and only from one state to a later one")
    default void h05_theStateOnlyMovesForward() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            TamperedProvider provider = new TamperedProvider(this);
            Gate gate = provider.holdUpAppends(workspace);
            Hub<String> hub = workspace.hub(provider, settings -> settings);
            assertEquals(Hub.State.RUNNING, hub.state());
            hub.feed().publish(Task.patience(), "a", "1");
            gate.awaitArrival();
            hub.closeFeed();
            assertEquals(Hub.State.DRAINING, hub.state());
            hub.closeFeed();
            assertEquals(Hub.State.DRAINING, hub.state());
            gate.open();
            hub.stop(Task.patience());
            assertEquals(Hub.State.STOPPED, hub.state());
            hub.closeFeed();
            assertEquals(Hub.State.STOPPED, hub.state());
            hub.close();
            hub.stop(Task.patience());
            assertEquals(Hub.State.STOPPED, hub.state());
        }
    }

    @Test
    @IfThisFailsCheck(
            "that close gives up after feedhub.close.timeout, takes no notice of interrupts, and keeps what was not indexed as the cause")
    default void h05_closeGivesUpAfterItsTimeoutAndTheHubFails() {
        try (Workspace workspace = new Workspace(this)) {
            String name = "conformance-h05";
            TamperedProvider provider = new TamperedProvider(this);
            Gate gate = provider.holdUpAppends(workspace);
            Hub<String> hub = workspace.hub(
                    provider,
                    settings -> settings.set(HubConfig.HUB_NAME, name)
                            .set(HubConfig.FEED_CAPACITY, 4)
                            .set(HubConfig.CLOSE_TIMEOUT, Duration.ofMillis(50)));
            int accepted = Publication.fill(hub, gate);
            gate.awaitArrival();
            Thread.currentThread().interrupt();
            hub.close();
            assertTrue(Thread.interrupted(), "close cleared the interrupted status");
            assertEquals(Hub.State.FAILED, hub.state());
            HubFailedException failed =
                    assertThrows(HubFailedException.class, () -> hub.feed().tryPublish("a", "1"));
            Messages.assertNames(accepted, failed);
            gate.open();
            HubThreads.awaitNone(name);
            assertEquals(Hub.State.FAILED, hub.state(), "the state when the store returned after all");
        }
    }

    @Test
    @IfThisFailsCheck("that listen does not hand a hub that has ended a new channel")
    default void h06_aListenerMadeAfterTheEndIsClosedAndEmpty() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Items.publish(hub, "a", 1, 3);
            hub.stop(Task.patience());
            Listener<String> listener = hub.listen(ListenOptions.any().capacity(7));
            assertEquals(0, listener.queued());
            assertEquals(0, listener.lost());
            assertEquals(7, listener.capacity());
            assertThrows(ClosedException.class, () -> listener.next(Task.patience()));
            assertThrows(ClosedException.class, listener::poll);
            assertThrows(ClosedException.class, () -> listener.drain(1, (entry, lost) -> {}));
            listener.close();
        }
    }

    @Test
    @IfThisFailsCheck(
            "that the hub's threads bear its name, and that the last of them ends before or soon after close returns")
    default void h07_noThreadOfTheHubIsLeftAfterItsEnd() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            String name = "conformance-h07";
            AtomicReference<Thread> hubThread = new AtomicReference<>();
            TamperedProvider provider = new TamperedProvider(this);
            provider.onAppend((batch, real) -> {
                hubThread.set(Thread.currentThread());
                return real.get();
            });
            Hub<String> hub = workspace.hub(provider, settings -> settings.set(HubConfig.HUB_NAME, name));
            Items.publish(hub, "a", 1, 10);
            hub.listen(ListenOptions.any());
            hub.stream(StreamOptions.oldest()).next(Task.patience());
            assertEquals(1, HubThreads.named(name).size(), "threads of a running hub");
            assertNotNull(hubThread.get());
            assertEquals(List.of(hubThread.get().getName()), HubThreads.named(name));
            hub.close();
            HubThreads.awaitNone(name);
            assertFalse(hubThread.get().isAlive(), "the hub's thread lives after close");
        }
    }

    @Test
    @IfThisFailsCheck("that a batch is stamped with the clock or the newest stored time, whichever is later")
    default void h08_timeNeverDecreasesThoughTheClockDoes() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Instant future = Instant.now().plus(Duration.ofDays(3)).plusNanos(7);
            TamperedProvider provider = TamperedProvider.holding(this, List.of(Records.at(future, "a")));
            Hub<String> hub = workspace.hub(provider, settings -> settings);
            Listener<String> listener = hub.listen(ListenOptions.any());
            Items.publish(hub, "a", 1, 3);
            for (int i = 0; i < 3; i++) {
                assertEquals(future, listener.next(Task.patience()).entry().time(), "the clock is three days behind");
            }
        }
    }

    @Test
    @IfThisFailsCheck("that a batch is stamped when it is indexed, not when its items are published or read")
    default void h08_timeIsThatOfTheIndexing() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Listener<String> listener = hub.listen(ListenOptions.any());
            Instant last = Instant.MIN;
            for (int i = 0; i < 50; i++) {
                Instant before = Instant.now();
                Items.publish(hub, "a", Integer.toString(i));
                Delivery<String> delivery = listener.next(Task.patience());
                Instant time = delivery.entry().time();
                assertFalse(time.isBefore(last), "time decreases");
                assertFalse(time.isBefore(before), () -> "indexed at " + time + ", published after " + before);
                assertFalse(time.isAfter(Instant.now()), () -> "indexed at " + time + ", which is to come");
                last = time;
            }
        }
    }
}
