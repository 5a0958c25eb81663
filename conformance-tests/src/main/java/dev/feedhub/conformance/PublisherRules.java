package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.Cursor;
import dev.feedhub.Delivery;
import dev.feedhub.Hub;
import dev.feedhub.ListenOptions;
import dev.feedhub.Publishers;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a publisher makes for a subscriber, gives it and occupies for it. */
interface PublisherRules extends StoreUnderTest {
    private static WatchedSubscriber<Delivery<String>> subscriber(Hub<String> hub, int capacity) {
        return WatchedSubscriber.ofListener(() -> hub.listen(ListenOptions.any().capacity(capacity)));
    }

    @Test
    @IfThisFailsCheck("that subscribe makes the listener or stream, on its own thread, and another for each subscriber")
    default void p01_eachSubscriberHasAListenerOrStreamOfItsOwnBeforeSubscribeReturns() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            assertOneForEach(
                    hub, Publishers.ofListeners(() -> hub.listen(ListenOptions.any()), PublisherRules::execute));
            assertOneForEach(hub, Publishers.ofStreams(() -> hub.stream(StreamOptions.now()), PublisherRules::execute));
        }
    }

    private static void execute(Runnable run) {
        Task.run(run::run);
    }

    private static <S> void assertOneForEach(Hub<String> hub, Flow.Publisher<S> publisher) throws InterruptedException {
        assertEquals(0, hub.stats().listeners(), "listeners before anybody subscribes");
        WatchedSubscriber<S> first = new WatchedSubscriber<>();
        WatchedSubscriber<S> second = new WatchedSubscriber<>();
        publisher.subscribe(first);
        Items.publish(hub, "a", 1, 1);
        publisher.subscribe(second);
        assertEquals(2, hub.stats().listeners(), "listeners of two subscribers");
        Items.publish(hub, "a", 2, 1);
        second.request(9);
        assertEquals(Items.numbers(2, 2), second.entries(1));
        first.request(9);
        assertEquals(Items.numbers(1, 2), first.entries(2));
        first.cancel();
        assertEquals(1, hub.stats().listeners(), "listeners when one of two subscribers has cancelled");
        second.cancel();
        assertEquals(0, hub.stats().listeners(), "listeners when both subscribers have cancelled");
    }

    @Test
    @IfThisFailsCheck("that every way a subscription ends closes its listener or stream")
    default void p01_whatASubscriptionThatHasEndedHadIsClosed() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            subscriber(hub, 8).awaitIdle().cancel();
            assertEquals(0, hub.stats().listeners(), "listeners of who has cancelled");
            WatchedSubscriber<Delivery<String>> refused = subscriber(hub, 8);
            refused.request(0);
            refused.next(IllegalArgumentException.class);
            assertEquals(0, hub.stats().listeners(), "listeners of who has requested 0");
            WatchedSubscriber<Delivery<String>> interrupted = subscriber(hub, 8).awaitIdle();
            interrupted.request(1);
            interrupted.awaitWaiting().lastRun().thread().interrupt();
            interrupted.awaitIdle();
            assertEquals(0, hub.stats().listeners(), "listeners of whose thread was interrupted");
            WatchedSubscriber<Delivery<String>> unserved = subscriber(hub, 8).awaitIdle();
            unserved.refuseToExecute();
            unserved.request(1);
            assertEquals(0, hub.stats().listeners(), "listeners of whom the executor refuses to serve");
        }
    }

    @Test
    @IfThisFailsCheck("that a missing subscriber is noticed before a listener is made")
    @SuppressWarnings("NullAway")
    default void p01_nothingIsMadeForNoSubscriber() {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Flow.@Nullable Subscriber<Delivery<String>> nobody = null;
            assertThrows(
                    NullPointerException.class,
                    () -> Publishers.ofListeners(() -> hub.listen(ListenOptions.any()), Runnable::run)
                            .subscribe(nobody));
            assertEquals(0, hub.stats().listeners(), "listeners of nobody");
        }
    }

    @Test
    @IfThisFailsCheck("that a delivery is given as it was taken, with what was lost before it")
    default void p02_lossIsToldWithTheDeliveryThatFollows() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            WatchedSubscriber<Delivery<String>> subscriber = subscriber(hub, 2);
            Items.publish(hub, "a", 1, 5);
            subscriber.request(1);
            Delivery<?> fourth = subscriber.next(Delivery.class);
            assertEquals("4", fourth.entry().data());
            assertEquals(3, fourth.lost(), "lost before the fourth");
            Items.publish(hub, "a", 6, 2);
            subscriber.request(2);
            Delivery<?> sixth = subscriber.next(Delivery.class);
            assertEquals("6", sixth.entry().data());
            assertEquals(1, sixth.lost(), "lost before the sixth");
            assertEquals(Items.numbers(7, 7), subscriber.entries(1));
        }
    }

    @Test
    @IfThisFailsCheck("that a subscriber is given every signal that next gives, not the events alone")
    default void p02_noticesOfAStreamAreElements() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            Cursor first = Items.publish(hub, "a", 1, 1);
            Items.publish(hub, "a", 2, 1);
            hub.trim(Task.patience(), Items.publish(hub, "a", 3, 1));
            WatchedSubscriber<Signal<String>> truncated =
                    WatchedSubscriber.ofStream(() -> hub.stream(StreamOptions.after(first)));
            truncated.request(Long.MAX_VALUE);
            truncated.next(Signal.Truncated.class);
            assertEquals("3", truncated.next(Signal.Event.class).entry().data());
            truncated.next(Signal.CaughtUp.class);
            Cursor foreign = new Cursor(first.position(), first.epoch() + 1);
            WatchedSubscriber<Signal<String>> diverged =
                    WatchedSubscriber.ofStream(() -> hub.stream(StreamOptions.after(foreign)));
            diverged.request(1);
            diverged.next(Signal.Diverged.class);
        }
    }

    @Test
    @IfThisFailsCheck("that the sum of what is requested stays at the largest number")
    default void p02_requestsForMoreThanCanBeCountedAreForEverything() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            WatchedSubscriber<Delivery<String>> subscriber = subscriber(hub, 8);
            subscriber.request(Long.MAX_VALUE);
            subscriber.request(Long.MAX_VALUE);
            subscriber.request(1);
            Items.publish(hub, "a", 1, 3);
            assertEquals(Items.numbers(1, 3), subscriber.entries(3));
        }
    }

    @Test
    @IfThisFailsCheck(
            "that one number counts what is requested and not yet given, and that who raises it from 0 serves")
    default void p02_requestsOfManyThreadsAreServedOneElementAtATime() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            AtomicInteger inside = new AtomicInteger();
            AtomicBoolean together = new AtomicBoolean();
            WatchedSubscriber<Delivery<String>> subscriber = new WatchedSubscriber<Delivery<String>>(element -> {
                        together.compareAndSet(false, inside.incrementAndGet() > 1);
                        inside.decrementAndGet();
                    })
                    .to(() -> hub.listen(ListenOptions.any().capacity(1_000)), Publishers::ofListeners);
            Items.publish(hub, "a", 1, 1_000);
            List<Task<Boolean>> requesting = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                requesting.add(Task.run(() -> {
                    for (int i = 0; i < 200; i++) {
                        subscriber.request(1);
                    }
                }));
            }
            requesting.forEach(Task::result);
            assertEquals(Items.numbers(1, 800), subscriber.entries(800));
            subscriber.awaitIdle();
            assertEquals(List.of(), subscriber.untaken(), "more than was requested");
            assertFalse(together.get(), "two elements were given at a time");
        }
    }

    @Test
    @IfThisFailsCheck("that whoever serves a subscriber ends when it was given all that it has requested")
    default void p03_noThreadIsOccupiedWhileNothingIsRequested() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            WatchedSubscriber<Delivery<String>> subscriber = subscriber(hub, 8).awaitIdle();
            Items.publish(hub, "a", 1, 5);
            subscriber.awaitIdle().request(2);
            assertEquals(Items.numbers(1, 2), subscriber.entries(2));
            subscriber.awaitIdle().request(3);
            assertEquals(Items.numbers(3, 5), subscriber.entries(3));
            subscriber.awaitIdle().request(1);
            subscriber.awaitWaiting();
            Items.publish(hub, "a", 6, 2);
            assertEquals(Items.numbers(6, 6), subscriber.entries(1));
            assertEquals(List.of(), subscriber.awaitIdle().untaken(), "more than was requested");
        }
    }

    @Test
    @IfThisFailsCheck("that a request is only a number while somebody serves the subscriber already")
    default void p03_requestsWhileOneWaitsTakeNoOtherThread() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            WatchedSubscriber<Delivery<String>> subscriber = subscriber(hub, 8).awaitIdle();
            subscriber.request(1);
            subscriber.awaitWaiting();
            int runs = subscriber.runs();
            subscriber.request(1);
            subscriber.request(1);
            assertEquals(runs, subscriber.runs(), "runs, where one waits");
            Items.publish(hub, "a", 1, 3);
            assertEquals(Items.numbers(1, 3), subscriber.entries(3));
            subscriber.awaitIdle();
            assertEquals(runs, subscriber.runs(), "runs, for all that was requested while one waited");
        }
    }
}
