package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.ClosedException;
import dev.feedhub.ConcurrentUseException;
import dev.feedhub.Cursor;
import dev.feedhub.Delivery;
import dev.feedhub.Hub;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a listener's queue keeps, drops and counts. */
interface ListenerRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck("that a full queue drops its oldest entry, and that the delivery after it says how many")
    default void l02_withAFullQueueTheOldestIsDropped() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Listener<String> listener = hub.listen(ListenOptions.any().capacity(3));
            Items.publish(hub, "a", 1, 5);
            assertEquals(2, listener.lost());
            assertEquals(3, listener.queued());
            Delivery<String> third = listener.next(Task.patience());
            assertEquals("3", third.entry().data());
            assertEquals(2, third.lost(), "lost before the third");
            assertEquals(new ArrayList<>(List.of("4", "5")), Items.takeQueued(listener));
            assertNull(listener.poll(), "an entry that nobody published");
        }
    }

    @Test
    @IfThisFailsCheck("that a listener's capacity is exactly what it was given, though its channel is larger")
    default void l05_aListenerAlwaysFindsTheNewest() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            List<Listener<String>> listeners = new ArrayList<>();
            for (int capacity : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 100}) {
                listeners.add(hub.listen(ListenOptions.any().capacity(capacity)));
            }
            int published = 0;
            for (int count : new int[] {1, 3, 8, 150, 257}) {
                Items.publish(hub, "a", published + 1, count);
                published += count;
                for (Listener<String> listener : listeners) {
                    int kept = Math.min(listener.capacity(), count);
                    assertEquals(
                            Items.numbers(published - kept + 1, published),
                            Items.takeQueued(listener),
                            () -> "capacity " + listener.capacity());
                }
            }
        }
    }

    @Test
    @IfThisFailsCheck("that close copies what is queued, and stops the queue in the same step")
    default void l06_whatIsQueuedAtCloseCanStillBeTaken() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Listener<String> listener = hub.listen(ListenOptions.any().capacity(3));
            Listener<String> endsWithHub = hub.listen(ListenOptions.any().capacity(3));
            Items.publish(hub, "a", 1, 5);
            listener.close();
            listener.close();
            Items.publish(hub, "a", 6, 20);
            assertEquals(3, listener.queued());
            assertEquals(2, listener.lost());
            Delivery<String> first = listener.next(Task.patience());
            assertEquals("3", first.entry().data());
            assertEquals(2, first.lost());
            Delivery<String> second = listener.poll();
            assertNotNull(second);
            assertEquals("4", second.entry().data());
            assertEquals(1, listener.drain(10, (entry, lost) -> assertEquals("5", entry.data())));
            assertClosedAndEmpty(listener);
            hub.close();
            assertEquals(Items.numbers(23, 25), Items.takeQueued(endsWithHub));
            assertEquals(22, endsWithHub.lost());
            assertClosedAndEmpty(endsWithHub);
        }
    }

    private static void assertClosedAndEmpty(Listener<String> listener) {
        assertEquals(0, listener.queued());
        assertThrows(ClosedException.class, () -> listener.next(Task.patience()));
        assertThrows(ClosedException.class, listener::poll);
        assertThrows(ClosedException.class, () -> listener.drain(1, (entry, lost) -> {}));
    }

    @Test
    @IfThisFailsCheck("that close, of the listener and of the hub, wakes the taker that waits")
    default void l07_closeWakesTheWaiter() {
        for (int round = 0; round < 20; round++) {
            try (Workspace workspace = new Workspace(this)) {
                Hub<String> hub = workspace.hub();
                Listener<String> closed = hub.listen(ListenOptions.any());
                Listener<String> endsWithHub = hub.listen(ListenOptions.any());
                Listener<String> shares = hub.listen(ListenOptions.any());
                Task<?> first = Task.start(() -> closed.next(Task.patience()));
                Task<?> second = Task.start(() -> endsWithHub.next(Task.patience()));
                Task<?> third = Task.start(() -> shares.next(Task.patience()));
                first.awaitParked();
                second.awaitParked();
                third.awaitParked();
                closed.close();
                first.failure(ClosedException.class);
                second.awaitParked();
                hub.close();
                second.failure(ClosedException.class);
                third.failure(ClosedException.class);
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that what was lost is counted per delivery, by the numbers that the channel gives its own entries")
    default void l08_whatWasLostIsInTheStoreBetweenTheDeliveries() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            Items.publish(hub, "a/0", "before");
            LabelFilter filter = LabelFilter.glob("a/*");
            Listener<String> listener =
                    hub.listen(ListenOptions.any().matching(filter).capacity(2));
            Cursor last = listener.registeredAfter();
            for (int round = 1; round <= 30; round++) {
                for (int i = 0; i < round % 7; i++) {
                    hub.feed().publish(Task.patience(), i % 3 == 0 ? "b" : "a/" + i, "item");
                }
                hub.flush(Task.patience());
                for (int takes = round % 3; takes > 0 && listener.queued() > 0; takes--) {
                    Delivery<String> delivery = listener.next(Task.patience());
                    Cursor cursor = delivery.entry().cursor();
                    Query between = Query.all().after(last).before(cursor).matching(filter);
                    assertEquals(
                            hub.history().count(Task.patience(), between), delivery.lost(), "lost before " + cursor);
                    last = cursor;
                }
            }
            assertTrue(listener.lost() > 0, "nothing was lost, so nothing was tested");
        }
    }

    @Test
    @IfThisFailsCheck("that losses are reported once each: by the delivery after them, and by lost() at once")
    default void l04_lossesAreReportedWithTheDeliveryThatFollows() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Listener<String> listener = hub.listen(ListenOptions.any().capacity(2));
            AtomicLong reported = new AtomicLong();
            long unreported = 0;
            for (int round = 0; round < 10; round++) {
                Items.publish(hub, "a", 1, 5);
                unreported = listener.lost() - reported.get();
                assertTrue(unreported >= 3, "5 items came to a queue of 2");
                Delivery<String> delivery = listener.next(Task.patience());
                assertEquals(unreported, delivery.lost(), "lost before a delivery");
                reported.addAndGet(delivery.lost());
                if (round % 2 == 0) {
                    listener.drain(10, (entry, lost) -> reported.addAndGet(lost));
                }
                assertEquals(listener.lost(), reported.get(), "losses reported, where none came since");
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that one flag says who is taking, that it is claimed before anything is looked at, and given back")
    default void l10_aSecondTakerAtATimeIsRefused() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Listener<String> listener = hub.listen(ListenOptions.any());
            Task<Delivery<String>> first = Task.start(() -> listener.next(Task.patience()));
            first.awaitParked();
            assertThrows(ConcurrentUseException.class, () -> listener.next(Task.patience()));
            assertThrows(ConcurrentUseException.class, listener::poll);
            assertThrows(ConcurrentUseException.class, () -> listener.drain(1, (entry, lost) -> {}));
            Items.publish(hub, "a", 1, 3);
            assertEquals("1", first.result().entry().data());
            assertThrows(
                    ConcurrentUseException.class,
                    () -> listener.drain(1, (entry, lost) -> listener.poll()),
                    "from its sink");
            assertEquals(Items.numbers(3, 3), Items.takeQueued(listener), "the entry whose sink threw counts as taken");
        }
    }

    @Test
    @IfThisFailsCheck(
            "that drain goes on until max or an exception of the sink, and counts that entry as taken and no other")
    default void l11_drainTakesWhatPollWouldTake() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Listener<String> listener = hub.listen(ListenOptions.any().capacity(8));
            Items.publish(hub, "a", 1, 10);
            List<String> taken = new ArrayList<>();
            assertEquals(3, listener.drain(3, (entry, lost) -> taken.add(entry.data() + " after " + lost)));
            assertEquals(List.of("3 after 2", "4 after 0", "5 after 0"), taken);
            RuntimeException fault = new IllegalStateException("the sink's fault");
            assertSame(
                    fault,
                    assertThrows(
                            IllegalStateException.class,
                            () -> listener.drain(5, (entry, lost) -> {
                                taken.add(entry.data() + " after " + lost);
                                if (Items.data(entry).equals("7")) {
                                    throw fault;
                                }
                            })));
            assertEquals(List.of("6 after 0", "7 after 0"), taken.subList(3, taken.size()));
            assertEquals(Items.numbers(8, 10), Items.takeQueued(listener));
            assertEquals(0, listener.drain(5, (entry, lost) -> {}));
        }
    }

    @Test
    @IfThisFailsCheck("that a live entry carries what was published: instance, label, cursor")
    default void l12_aLiveEntryCarriesTheInstanceThatWasPublished() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Listener<String> listener = hub.listen(
                    ListenOptions.any().matching(LabelFilter.glob("a/*")).capacity(5));
            assertEquals(LabelFilter.glob("a/*"), listener.filter());
            assertEquals(5, listener.capacity());
            String data = "data of a hub that is " + hub.state();
            Items.publish(hub, "b/1", "unwanted");
            Cursor cursor = Items.publish(hub, "a/1", data);
            Delivery<String> delivery = listener.next(Task.patience());
            assertSame(data, delivery.entry().data());
            assertEquals("a/1", delivery.entry().label());
            assertEquals(cursor, delivery.entry().cursor());
            assertFalse(listener.queued() > 0);
        }
    }
}
