package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.Delivery;
import dev.feedhub.Hub;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Query;
import dev.feedhub.store.StoreFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What listeners get while publishers, takers and the hub are all at work. */
interface ListenerConcurrencyRules extends StoreUnderTest {
    int ITEMS = 3_000;

    /**
     * What a taker saw.
     *
     * @param entries how many it took
     * @param lost the sum of what it was told was lost
     */
    record Taken(long entries, long lost) {}

    private static Task<Taken> take(Listener<String> listener, AtomicBoolean published) {
        return Task.start(() -> {
            long entries = 0;
            long lost = 0;
            Cursor last = listener.registeredAfter();
            for (boolean ended = false; !ended; ) {
                ended = published.get();
                for (Delivery<String> delivery = listener.poll(); delivery != null; delivery = listener.poll()) {
                    Cursor before = last;
                    last = delivery.entry().cursor();
                    Cursor cursor = last;
                    assertTrue(
                            cursor.position() > before.position(),
                            () -> "L-1: " + cursor + " was delivered after " + before);
                    entries++;
                    lost += delivery.lost();
                    if (entries % 5 == 0) {
                        Task.giveWay();
                    }
                }
            }
            return new Taken(entries, lost);
        });
    }

    @Test
    @IfThisFailsCheck(
            "how an overtaken reader counts what it lost, and how queued() and lost() are read at a quiet point")
    default void l03_takenPlusLostPlusQueuedIsEverything() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            AtomicBoolean published = new AtomicBoolean();
            List<Listener<String>> listeners = new ArrayList<>();
            List<Task<Taken>> takers = new ArrayList<>();
            for (int capacity : new int[] {1, 2, 5, 64}) {
                Listener<String> listener = hub.listen(ListenOptions.any().capacity(capacity));
                listeners.add(listener);
                takers.add(take(listener, published));
            }
            Listener<String> untaken = hub.listen(ListenOptions.any().capacity(5));
            Publication.byManyPublishers(hub, 3, ITEMS / 3);
            hub.flush(Task.patience());
            assertEquals(ITEMS, untaken.lost() + untaken.queued(), "lost and queued by who took nothing");
            published.set(true);
            for (int i = 0; i < takers.size(); i++) {
                Taken taken = takers.get(i).result();
                Listener<String> listener = listeners.get(i);
                assertEquals(0, listener.queued());
                assertEquals(
                        ITEMS, taken.entries + listener.lost(), "taken and lost with capacity " + listener.capacity());
                assertEquals(listener.lost(), taken.lost, "L-4: losses reported, where nothing is queued");
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that a channel is written by one thread, and that a reader validates an entry after it has read it")
    default void l01_entriesComeInCursorOrderToEveryListener() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            AtomicBoolean published = new AtomicBoolean();
            List<Task<Taken>> takers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                takers.add(take(hub.listen(ListenOptions.any().capacity(i < 2 ? 2 : ITEMS)), published));
            }
            Publication.byManyPublishers(hub, 2, ITEMS / 2);
            hub.flush(Task.patience());
            published.set(true);
            assertEquals(new Taken(ITEMS, 0), takers.get(2).result(), "taken with room for everything");
            assertEquals(new Taken(ITEMS, 0), takers.get(3).result(), "taken with room for everything");
            for (Task<Taken> small : takers.subList(0, 2)) {
                assertEquals(ITEMS, small.result().entries + small.result().lost);
            }
        }
    }

    @Test
    @IfThisFailsCheck("that a registration falls between two entries, and that registeredAfter names the one before it")
    default void l09_everythingAfterTheRegistrationIsDeliveredOrCounted() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            AtomicBoolean registered = new AtomicBoolean();
            Task<Boolean> publisher = Task.run(() -> {
                for (int i = 0; i < 3 * ITEMS && !registered.get(); i++) {
                    hub.feed().publish(Task.patience(), "n/" + i % 3, "background");
                }
            });
            List<Listener<String>> listeners = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                LabelFilter filter = i % 2 == 0
                        ? LabelFilter.any()
                        : LabelFilter.anyOf(LabelFilter.exactly("mine/" + i), LabelFilter.exactly("n/1"));
                Listener<String> listener =
                        hub.listen(ListenOptions.any().matching(filter).capacity(1 + i % 5 * 50));
                Cursor mine = Items.publish(hub, "mine/" + i, "mine");
                Cursor after = listener.registeredAfter();
                assertTrue(after.position() < mine.position(), () -> "registered after " + after + ", before " + mine);
                listeners.add(listener);
            }
            registered.set(true);
            publisher.result();
            hub.flush(Task.patience());
            for (Listener<String> listener : listeners) {
                Query since = Query.all().after(listener.registeredAfter()).matching(listener.filter());
                assertEquals(
                        hub.history().count(Task.patience(), since),
                        listener.lost() + listener.queued(),
                        () -> "lost and " + "queued since " + listener.registeredAfter());
            }
        }
    }

    @Test
    @IfThisFailsCheck("that listen does not wait for the hub's thread, though a new filter has to be made known to it")
    default void l09_listenNeverWaitsForTheHub() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            TamperedProvider provider = new TamperedProvider(this);
            Gate gate = provider.holdUpAppends(workspace);
            Hub<String> hub = workspace.hub(provider, settings -> settings);
            hub.feed().publish(Task.patience(), "a", "earlier");
            gate.awaitArrival();
            Listener<String> listener = Task.start(
                            () -> hub.listen(ListenOptions.any().matching(LabelFilter.glob("a*"))))
                    .result();
            hub.feed().publish(Task.patience(), "a", "later");
            gate.open();
            hub.flush(Task.patience());
            List<String> taken = Items.takeQueued(listener);
            assertTrue(
                    taken.equals(List.of("later")) || taken.equals(List.of("earlier", "later")),
                    () -> "taken " + taken);
            if (!workspace.has(StoreFeature.KEEPS_NOTHING)) {
                Query since = Query.all().after(listener.registeredAfter());
                assertEquals(
                        taken.size(), hub.history().count(Task.patience(), since), "entries since the registration");
            }
        }
    }
}
