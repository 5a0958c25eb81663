package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.Delivery;
import dev.feedhub.Drained;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Receipt;
import dev.feedhub.store.StoreFeature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a feed promises to publishers. */
interface FeedRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck("that an accepted item is neither dropped nor drained twice, whichever way it was published")
    default void f01_everyAcceptedItemIsIndexedExactlyOnce() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub(settings -> settings.set(HubConfig.FEED_CAPACITY, 16));
            Listener<String> listener = hub.listen(ListenOptions.any().capacity(4_096));
            AtomicInteger next = new AtomicInteger();
            List<Task<Boolean>> publishers = IntStream.range(0, 3)
                    .mapToObj(way -> Task.run(() -> {
                        for (int i = 0; i < 500; i++) {
                            publish(hub, way, Integer.toString(next.incrementAndGet()));
                        }
                    }))
                    .toList();
            publishers.forEach(Task::result);
            hub.flush(Task.patience());
            List<String> indexed = Items.takeQueued(listener);
            List<String> expected = Items.numbers(1, 1_500);
            Collections.sort(indexed);
            Collections.sort(expected);
            assertEquals(expected, indexed);
            assertEquals(1_500, hub.stats().accepted(), "accepted items by the counters");
            assertEquals(1_500, hub.stats().indexed(), "indexed items by the counters");
        }
    }

    private static void publish(Hub<String> hub, int way, String data) throws InterruptedException {
        if (way == 0) {
            hub.feed().publish(Task.patience(), "a", data);
        } else if (way == 1) {
            hub.feed().submit(Task.patience(), "a", data);
        } else {
            while (!hub.feed().tryPublish("a", data)) {
                Task.giveWay();
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that a receipt ends when its own item is in the store, with that item's cursor, whether it was waited for or not")
    default void f01_aReceiptGivesTheCursorOfItsItem() throws Exception {
        try (Workspace workspace = new Workspace(this)) {
            TamperedProvider provider = new TamperedProvider(this);
            Gate gate = provider.holdUpAppends(workspace);
            Hub<String> hub = workspace.hub(provider, settings -> settings);
            Listener<String> listener = hub.listen(ListenOptions.any());
            List<Receipt> receipts = new ArrayList<>();
            for (int i = 1; i <= 20; i++) {
                receipts.add(hub.feed().submit(Task.patience(), "a", Integer.toString(i)));
            }
            Task<Cursor> waiter = Task.start(() -> receipts.get(19).await(Task.patience()));
            waiter.awaitParked();
            Context soon = Context.background().withTimeout(Duration.ofMillis(2));
            assertThrows(DeadlineExceededException.class, () -> receipts.get(5).await(soon));
            gate.open();
            for (Receipt receipt : receipts) {
                Delivery<String> delivery = listener.next(Task.patience());
                assertEquals(delivery.entry().cursor(), receipt.await(Task.patience()));
                assertEquals(
                        delivery.entry().cursor(),
                        receipt.toStage().toCompletableFuture().get());
            }
            assertEquals(receipts.get(19).await(Task.patience()), waiter.result());
        }
    }

    @Test
    @IfThisFailsCheck("that items take their place in the feed in one step, before publish returns")
    default void f02_itemsAreIndexedInTheOrderOfTheirPublications() {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub(settings -> settings.set(HubConfig.FEED_CAPACITY, 64));
            List<Publication> publications = Publication.byManyPublishers(hub, 4, 400);
            Publication.assertOrdered(publications);
        }
    }

    @Test
    @IfThisFailsCheck("that a batch is taken from the feed in order, whatever its items are like")
    default void f02_whatWaitsInTheFeedKeepsItsOrder() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            TamperedProvider provider = new TamperedProvider(this);
            Gate gate = provider.holdUpAppends(workspace);
            Hub<String> hub = workspace.hub(provider, settings -> settings);
            Listener<String> listener = hub.listen(ListenOptions.any());
            List<String> published = new ArrayList<>();
            for (int length = 40; length > 0; length--) {
                published.add("x".repeat(length % 7) + length);
                hub.feed().publish(Task.patience(), "a", published.get(published.size() - 1));
                if (length == 40) {
                    gate.awaitArrival();
                }
            }
            gate.open();
            hub.flush(Task.patience());
            assertEquals(published, Items.takeQueued(listener));
        }
    }

    @Test
    @IfThisFailsCheck("that the store and every channel are given the items by one thread, in one order")
    default void f02_theStoreAndAllListenersSeeOneOrder() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            List<Listener<String>> listeners = List.of(
                    hub.listen(ListenOptions.any().capacity(4_096)),
                    hub.listen(ListenOptions.any().capacity(4_096)),
                    hub.listen(ListenOptions.any().capacity(8_192)));
            Publication.byManyPublishers(hub, 3, 300);
            hub.flush(Task.patience());
            List<String> order = Items.takeQueued(listeners.get(0));
            assertEquals(900, order.size());
            assertEquals(order, Items.takeQueued(listeners.get(1)), "another listener of the same channel");
            assertEquals(order, Items.takeQueued(listeners.get(2)), "a listener of another channel");
            if (!workspace.has(StoreFeature.KEEPS_NOTHING)) {
                assertEquals(order, Items.stored(hub), "the store");
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that a publication leaves the feed's queue, and gives back its room, when it ends with an exception")
    default void f04_aPublicationThatIsGivenUpAddsNothing() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            TamperedProvider provider = new TamperedProvider(this);
            Gate gate = provider.holdUpAppends(workspace);
            Hub<String> hub = workspace.hub(provider, settings -> settings.set(HubConfig.FEED_CAPACITY, 2));
            Listener<String> listener = hub.listen(ListenOptions.any());
            int accepted = Publication.fill(hub, gate);
            Cancellable session = Context.background().withCancel();
            Task<Boolean> cancelled = Task.run(() -> hub.feed().publish(session, "a", "cancelled"));
            Task<Boolean> interrupted = Task.run(() -> hub.feed().publish(Task.patience(), "a", "interrupted"));
            Task<Receipt> submitted = Task.start(() -> hub.feed().submit(session, "a", "cancelled"));
            cancelled.awaitParked();
            interrupted.awaitParked();
            submitted.awaitParked();
            Context soon = Context.background().withTimeout(Duration.ofMillis(5));
            assertThrows(DeadlineExceededException.class, () -> hub.feed().publish(soon, "a", "late"));
            session.close();
            cancelled.failure(CancelledException.class);
            submitted.failure(CancelledException.class);
            interrupted.thread().interrupt();
            interrupted.failure(InterruptedException.class);
            assertFalse(hub.feed().tryPublish("a", "refused"), "a full feed took an item");
            gate.open();
            Cursor newest = Items.publish(hub, "a", "last");
            List<String> expected = new ArrayList<>(Items.numbers(1, accepted));
            expected.add("last");
            hub.flush(Task.patience());
            assertEquals(expected, Items.takeQueued(listener));
            if (workspace.has(StoreFeature.CONSECUTIVE)) {
                assertEquals(accepted + 1, newest.position(), "positions used");
            }
        }
    }

    @Test
    @IfThisFailsCheck("that closeFeed wakes every publisher that waits")
    default void f05_closingTheFeedEndsEveryWaitingPublication() {
        try (Workspace workspace = new Workspace(this)) {
            TamperedProvider provider = new TamperedProvider(this);
            Gate gate = provider.holdUpAppends(workspace);
            Hub<String> hub = workspace.hub(provider, settings -> settings.set(HubConfig.FEED_CAPACITY, 2));
            Publication.fill(hub, gate);
            List<Task<Boolean>> publishers = IntStream.range(0, 4)
                    .mapToObj(i -> Task.run(() -> hub.feed().publish(Task.patience(), "a", "waiting")))
                    .toList();
            publishers.forEach(Task::awaitParked);
            hub.closeFeed();
            publishers.forEach(publisher -> publisher.failure(ClosedException.class));
            assertThrows(ClosedException.class, () -> hub.feed().tryPublish("a", "late"));
            assertThrows(ClosedException.class, () -> hub.feed().submit(Task.patience(), "a", "late"));
        }
    }

    @Test
    @IfThisFailsCheck(
            "that closing and publishing are decided in one step: an item is accepted and indexed, or refused as closed")
    default void f05_closingWhilePublishingIsClosedAndNothingElse() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            try (Workspace workspace = new Workspace(this)) {
                Hub<String> hub = workspace.hub(settings -> settings.set(HubConfig.FEED_CAPACITY, 4));
                AtomicInteger accepted = new AtomicInteger();
                List<Task<Boolean>> publishers = IntStream.range(0, 3)
                        .mapToObj(i -> Task.run(() -> {
                            while (true) {
                                hub.feed().publish(Task.patience(), "a", "item");
                                accepted.incrementAndGet();
                            }
                        }))
                        .toList();
                Task.await("publications", () -> accepted.get() > 50);
                hub.stop(Task.patience());
                publishers.forEach(publisher -> publisher.failure(ClosedException.class));
                assertEquals(accepted.get(), hub.stats().indexed(), "indexed items, of those accepted");
            }
        }
    }

    @Test
    @IfThisFailsCheck("that the hub drains its feed before it stops, and closes its listeners only after that")
    default void f06_whatWasAcceptedBeforeTheCloseIsIndexedAndDelivered() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            TamperedProvider provider = new TamperedProvider(this);
            Gate gate = provider.holdUpAppends(workspace);
            Hub<String> hub = workspace.hub(provider, settings -> settings.set(HubConfig.FEED_CAPACITY, 8));
            Listener<String> listener = hub.listen(ListenOptions.any());
            int accepted = Publication.fill(hub, gate);
            hub.closeFeed();
            assertEquals(Hub.State.DRAINING, hub.state());
            Task<Drained> stopping = Task.start(() -> hub.stop(Task.patience()));
            stopping.awaitParked();
            gate.open();
            assertEquals(accepted, stopping.result().items(), "items drained");
            assertEquals(Hub.State.STOPPED, hub.state());
            assertEquals(Items.numbers(1, accepted), Items.takeQueued(listener));
            assertThrows(ClosedException.class, listener::poll);
            assertTrue(stopping.result().newest().position() >= accepted, "the newest cursor of what was drained");
        }
    }
}
