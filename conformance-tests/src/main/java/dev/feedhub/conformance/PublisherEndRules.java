package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.feedhub.Codec;
import dev.feedhub.Delivery;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.HubFailedException;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Publishers;
import dev.feedhub.Reader;
import dev.feedhub.Signal;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.StreamOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How a subscription ends: by who cancels it, by an end, by a failure. */
interface PublisherEndRules extends StoreUnderTest {
    private static WatchedSubscriber<Delivery<String>> subscriber(Hub<String> hub) {
        return subscriber(hub, delivery -> {});
    }

    private static WatchedSubscriber<Delivery<String>> subscriber(Hub<String> hub, Consumer<Delivery<String>> onNext) {
        return new WatchedSubscriber<>(onNext)
                .to(() -> hub.listen(ListenOptions.any().capacity(8)), Publishers::ofListeners);
    }

    /** One that has requested three entries and more, and is being told the first of them until the gate opens. */
    private static WatchedSubscriber<Delivery<String>> beingTold(Workspace workspace, Hub<String> hub, Gate gate)
            throws InterruptedException {
        workspace.onClose(gate::open);
        WatchedSubscriber<Delivery<String>> subscriber = subscriber(hub, delivery -> gate.pass());
        subscriber.request(9);
        Items.publish(hub, "a", 1, 3);
        gate.awaitArrival();
        return subscriber;
    }

    private static WatchedSubscriber<Signal<String>> fromNowOn(Hub<String> hub) {
        return WatchedSubscriber.ofStream(() -> hub.stream(quiet(StreamOptions.now())));
    }

    /** Has a stream requested and taken that it has caught up, with more requested. */
    private static WatchedSubscriber<Signal<String>> caughtUp(WatchedSubscriber<Signal<String>> stream) {
        stream.request(9);
        stream.next(Signal.CaughtUp.class);
        return stream;
    }

    @Test
    @IfThisFailsCheck("that cancel closes listener or stream itself, and does not leave it to the thread that waits")
    default void p04_cancellingWakesWhoWaitsAndClosesItsListener() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            WatchedSubscriber<Signal<String>> stream = caughtUp(fromNowOn(hub));
            WatchedSubscriber<Delivery<String>> listener = subscriber(hub).awaitIdle();
            listener.request(1);
            for (WatchedSubscriber<?> waiting : List.of(stream, listener)) {
                waiting.awaitWaiting().cancel();
                waiting.awaitIdle().cancel();
                int runs = waiting.runs();
                waiting.request(1);
                assertEquals(runs, waiting.runs(), "runs, after a request of who has cancelled");
            }
            assertEquals(0, hub.stats().listeners(), "listeners of who has cancelled");
            Items.publish(hub, "a", 1, 1);
            hub.close();
            assertEquals(List.of(), stream.untaken(), "told after it was cancelled");
            assertEquals(List.of(), listener.untaken(), "told after it was cancelled");
        }
    }

    @Test
    @IfThisFailsCheck("that cancel takes no lock and awaits no state that a subscriber can hold")
    default void p04_cancellingDoesNotWaitForWhoIsBeingTold() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Gate gate = new Gate();
            WatchedSubscriber<Delivery<String>> subscriber = beingTold(workspace, hub, gate);
            Task.run(subscriber::cancel).result();
            assertEquals(0, hub.stats().listeners(), "listeners of who has cancelled");
            gate.open();
            assertEquals(Items.numbers(1, 1), subscriber.awaitIdle().entries(1));
            assertEquals(List.of(), subscriber.untaken(), "told after it was cancelled");
        }
    }

    @Test
    @IfThisFailsCheck("that who has cancelled is told no error, though one came before it cancelled")
    default void p04_nothingIsToldAfterCancelling() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Gate gate = new Gate();
            WatchedSubscriber<Delivery<String>> subscriber = beingTold(workspace, hub, gate);
            subscriber.request(-1);
            subscriber.cancel();
            gate.open();
            assertEquals(Items.numbers(1, 1), subscriber.awaitIdle().entries(1));
            assertEquals(List.of(), subscriber.untaken(), "told after it was cancelled");
        }
    }

    @Test
    @IfThisFailsCheck("that an exception of the subscriber cancels, and is left to the executor's thread")
    default void p04_aSubscriberThatThrowsHasCancelled() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            RuntimeException fault = new IllegalStateException("the subscriber's fault");
            WatchedSubscriber<Delivery<String>> subscriber = subscriber(hub, delivery -> {
                throw fault;
            });
            subscriber.awaitIdle().request(9);
            Items.publish(hub, "a", 1, 3);
            assertSame(fault, subscriber.lastRun().failure(IllegalStateException.class));
            assertEquals(0, hub.stats().listeners(), "listeners of who has thrown");
            assertEquals(Items.numbers(1, 1), subscriber.entries(1));
            assertEquals(List.of(), subscriber.untaken(), "told after it has thrown");
        }
    }

    @Test
    @IfThisFailsCheck("that ClosedException of next, which comes after what is queued, completes the subscriber")
    default void p05_theEndOfTheHubCompletesAfterWhatCanBeTaken() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            WatchedSubscriber<Delivery<String>> idle = subscriber(hub);
            WatchedSubscriber<Signal<String>> waiting = caughtUp(fromNowOn(hub));
            Items.publish(hub, "a", 1, 2);
            hub.close();
            assertEquals(Items.numbers(1, 2), waiting.entries(2));
            assertEquals(WatchedSubscriber.END, waiting.next());
            assertEquals(List.of(), idle.awaitIdle().untaken(), "told though nothing was requested");
            idle.request(9);
            assertEquals(Items.numbers(1, 2), idle.entries(2));
            assertEquals(WatchedSubscriber.END, idle.next());
        }
    }

    @Test
    @IfThisFailsCheck("that a listener or stream that its owner closes ends as one of a hub that ends")
    default void p05_theEndOfListenerOrStreamCompletesAfterWhatCanBeTaken() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Listener<String> listener = hub.listen(ListenOptions.any());
            EventStream<String> stream = hub.stream(quiet(StreamOptions.now()));
            WatchedSubscriber<Delivery<String>> idle = WatchedSubscriber.ofListener(() -> listener);
            WatchedSubscriber<Signal<String>> waiting =
                    caughtUp(WatchedSubscriber.ofStream(() -> stream)).awaitWaiting();
            stream.close();
            assertEquals(WatchedSubscriber.END, waiting.next());
            Items.publish(hub, "a", 1, 2);
            listener.close();
            idle.request(9);
            assertEquals(Items.numbers(1, 2), idle.entries(2));
            assertEquals(WatchedSubscriber.END, idle.next());
        }
    }

    @Test
    @IfThisFailsCheck("that closing a reader wakes who waits for its streams, as an end and not as a failure")
    default void p05_theEndOfAReaderCompletes() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeMultiProcess();
            Hub<String> hub = workspace.hub();
            Items.publish(hub, "a", 1, 2);
            Reader<String> reader = Reader.open(workspace.config(), Codec.utf8());
            workspace.onClose(reader::close);
            WatchedSubscriber<Signal<String>> waiting =
                    WatchedSubscriber.ofStream(() -> reader.stream(quiet(StreamOptions.oldest())));
            waiting.request(9);
            assertEquals(Items.numbers(1, 2), waiting.entries(2));
            waiting.next(Signal.CaughtUp.class);
            waiting.awaitWaiting();
            reader.close();
            assertEquals(WatchedSubscriber.END, waiting.next());
        }
    }

    @Test
    @IfThisFailsCheck("that an exception of next that is no end, or of the source, is the subscriber's error")
    default void p05_aFailureIsTheErrorOfTheSubscriber() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            TamperedProvider provider = new TamperedProvider(this);
            Hub<String> hub = workspace.hub(provider, settings -> settings);
            WatchedSubscriber<Signal<String>> waiting = caughtUp(fromNowOn(hub));
            StoreException fault = new StoreException(Outcome.UNKNOWN, "the disk does not answer", null);
            provider.onAppend((batch, real) -> {
                throw fault;
            });
            hub.feed().publish(Task.patience(), "a", "lost");
            assertSame(fault, waiting.next(HubFailedException.class).getCause());
            WatchedSubscriber<Signal<String>> late = fromNowOn(hub);
            assertSame(fault, late.next(HubFailedException.class).getCause(), "an error that needs no request");
            late.subscription();
        }
    }

    @Test
    @IfThisFailsCheck(
            "that what execute throws is the subscriber's error, after its subscription, and not the caller's")
    default void p05_anExecutorThatRefusesIsTheErrorOfTheSubscriber() {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            WatchedSubscriber<Delivery<String>> early = subscriber(hub).awaitIdle();
            early.refuseToExecute();
            early.request(1);
            early.next(RejectedExecutionException.class);
            WatchedSubscriber<Delivery<String>> late = new WatchedSubscriber<>();
            late.refuseToExecute();
            late.to(() -> hub.listen(ListenOptions.any()), Publishers::ofListeners);
            late.next(RejectedExecutionException.class);
            late.subscription();
        }
    }

    @Test
    @IfThisFailsCheck("that a thread of the executor that is interrupted tells its subscriber")
    default void p05_anInterruptOfTheExecutorIsTheErrorOfTheSubscriber() {
        try (Workspace workspace = new Workspace(this)) {
            WatchedSubscriber<Delivery<String>> subscriber =
                    subscriber(workspace.hub()).awaitIdle();
            subscriber.request(1);
            subscriber.awaitWaiting().lastRun().thread().interrupt();
            subscriber.next(InterruptedException.class);
        }
    }

    @Test
    @IfThisFailsCheck("that a request that is not allowed wakes who waits, and is told by it")
    default void p05_aRequestThatIsNotAllowedIsTheErrorOfTheSubscriber() {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            WatchedSubscriber<Delivery<String>> idle = subscriber(hub).awaitIdle();
            WatchedSubscriber<Delivery<String>> waiting = subscriber(hub).awaitIdle();
            waiting.request(1);
            waiting.awaitWaiting();
            for (WatchedSubscriber<Delivery<String>> subscriber : List.of(idle, waiting)) {
                subscriber.request(-1);
                Messages.assertNames(-1, subscriber.next(IllegalArgumentException.class));
            }
        }
    }

    /** Options of a stream that tells of no progress while a test waits. */
    private static StreamOptions quiet(StreamOptions options) {
        return options.progressEvery(Duration.ofDays(1));
    }
}
