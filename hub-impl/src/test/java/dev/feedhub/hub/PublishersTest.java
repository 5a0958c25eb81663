package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Delivery;
import dev.feedhub.Hub;
import dev.feedhub.HubFailedException;
import dev.feedhub.ListenOptions;
import dev.feedhub.Publishers;
import dev.feedhub.Signal;
import dev.feedhub.StoreException;
import dev.feedhub.StreamOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PublishersTest {
    private static final Context FOREVER = Context.background();

    private final FakeStore store = new FakeStore();
    private final Hub<String> hub = FakeProvider.hub(store);
    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(0, 100, 1, TimeUnit.MINUTES, new SynchronousQueue<>());

    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger active = new AtomicInteger();
    private volatile @Nullable Thread running;

    @AfterEach
    void close() {
        hub.close();
        executor.shutdownNow();
    }

    /** Keeps what it is told: elements, then the error, or {@code END}. */
    private static final class Recorder<S> implements Flow.Subscriber<S> {
        static final String END = "end";
        final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
        final BlockingQueue<Flow.Subscription> subscriptions = new LinkedBlockingQueue<>();
        private final Consumer<S> onNext;

        Recorder() {
            this(element -> {});
        }

        Recorder(Consumer<S> onNext) {
            this.onNext = onNext;
        }

        Flow.Subscription subscription() throws InterruptedException {
            Flow.Subscription given = subscriptions.take();
            subscriptions.add(given);
            return given;
        }

        @SuppressWarnings("unchecked")
        S element() throws InterruptedException {
            return (S) told.take();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscriptions.add(given);
        }

        @Override
        public void onNext(S element) {
            told.add(element);
            onNext.accept(element);
        }

        @Override
        public void onError(Throwable failure) {
            told.add(failure);
        }

        @Override
        public void onComplete() {
            told.add(END);
        }
    }

    /** Counts a run from the moment that it is asked for to its end. */
    private void run(Runnable task) {
        runs.incrementAndGet();
        active.incrementAndGet();
        try {
            executor.execute(() -> {
                running = Thread.currentThread();
                try {
                    task.run();
                } finally {
                    running = null;
                    active.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException refused) {
            active.decrementAndGet();
            throw refused;
        }
    }

    private void awaitIdle() {
        TestThread.until(() -> active.get() == 0);
    }

    private void awaitWaiting() {
        TestThread.until(() -> {
            Thread thread = running;
            return active.get() == 1 && thread != null && TestThread.isParked(thread);
        });
    }

    private Flow.Publisher<Delivery<String>> listeners(int capacity) {
        return Publishers.ofListeners(() -> hub.listen(ListenOptions.any().capacity(capacity)), this::run);
    }

    private Flow.Publisher<Signal<String>> streams(StreamOptions options) {
        return Publishers.ofStreams(() -> hub.stream(options), this::run);
    }

    private Cursor publish(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            hub.feed().publish(FOREVER, "a", null);
        }
        return hub.flush(FOREVER);
    }

    private static List<Long> positions(Recorder<Delivery<String>> recorder, int count) throws InterruptedException {
        List<Long> positions = new ArrayList<>();
        while (positions.size() < count) {
            positions.add(recorder.element().entry().cursor().position());
        }
        return positions;
    }

    @Test
    void p01_eachSubscriberHasAListenerOfItsOwnBeforeSubscribeReturns() throws Exception {
        Flow.Publisher<Delivery<String>> publisher = listeners(8);
        assertEquals(0, hub.stats().listeners(), "made before anybody subscribes");
        Recorder<Delivery<String>> first = new Recorder<>();
        Recorder<Delivery<String>> second = new Recorder<>();
        publisher.subscribe(first);
        publish(1);
        publisher.subscribe(second);
        assertEquals(2, hub.stats().listeners());
        publish(1);
        second.subscription().request(1);
        assertEquals(List.of(2L), positions(second, 1));
        first.subscription().request(2);
        assertEquals(List.of(1L, 2L), positions(first, 2));
        first.subscription().cancel();
        assertEquals(1, hub.stats().listeners());
    }

    @Test
    void p02_lossIsToldWithTheDeliveryThatFollows() throws Exception {
        Recorder<Delivery<String>> recorder = new Recorder<>();
        listeners(2).subscribe(recorder);
        publish(5);
        recorder.subscription().request(1);
        Delivery<String> delivery = recorder.element();
        assertEquals(4, delivery.entry().cursor().position());
        assertEquals(3, delivery.lost());
        publish(2);
        assertNull(recorder.told.poll(), "more than was requested");
        recorder.subscription().request(5);
        assertEquals(1, recorder.element().lost());
    }

    @Test
    void p02_noticesOfAStreamAreElements() throws Exception {
        publish(3);
        hub.trim(FOREVER, new Cursor(3, FakeStore.EPOCH));
        Recorder<Signal<String>> recorder = new Recorder<>();
        streams(StreamOptions.after(new Cursor(1, FakeStore.EPOCH))).subscribe(recorder);
        Recorder<Signal<String>> diverged = new Recorder<>();
        streams(StreamOptions.after(new Cursor(1, 1))).subscribe(diverged);
        recorder.subscription().request(Long.MAX_VALUE);
        diverged.subscription().request(1);
        assertInstanceOf(Signal.Truncated.class, recorder.element());
        assertInstanceOf(Signal.Event.class, recorder.element());
        assertInstanceOf(Signal.CaughtUp.class, recorder.element());
        assertInstanceOf(Signal.Diverged.class, diverged.element());
    }

    @Test
    void p02_requestsForMoreThanCanBeCountedAreForEverything() throws Exception {
        Recorder<Delivery<String>> recorder = new Recorder<>();
        listeners(8).subscribe(recorder);
        recorder.subscription().request(Long.MAX_VALUE);
        recorder.subscription().request(Long.MAX_VALUE);
        publish(3);
        assertEquals(List.of(1L, 2L, 3L), positions(recorder, 3));
    }

    @Test
    void p03_aThreadIsHeldOnlyWhileSomethingIsRequested() throws Exception {
        List<Recorder<Delivery<String>>> recorders = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            recorders.add(new Recorder<>());
            listeners(8).subscribe(recorders.get(i));
        }
        for (Recorder<Delivery<String>> recorder : recorders) {
            recorder.subscription();
        }
        awaitIdle();
        for (int i = 0; i < 3; i++) {
            recorders.get(0).subscription().request(1);
        }
        awaitWaiting();
        publish(3);
        assertEquals(List.of(1L, 2L, 3L), positions(recorders.get(0), 3));
        awaitIdle();
    }

    @Test
    void p04_cancellingWakesWhoWaitsAndClosesItsListener() throws Exception {
        Recorder<Delivery<String>> recorder = new Recorder<>();
        listeners(8).subscribe(recorder);
        recorder.subscription().request(1);
        awaitWaiting();
        recorder.subscription().cancel();
        awaitIdle();
        recorder.subscription().cancel();
        int before = runs.get();
        recorder.subscription().request(1);
        assertEquals(before, runs.get(), "a request after it was cancelled has an effect");
        publish(1);
        assertEquals(0, hub.stats().listeners());
        assertNull(recorder.told.poll(), "told after it was cancelled");
    }

    @Test
    void p04_nothingIsToldAfterCancelling() throws Exception {
        BlockingQueue<Flow.Subscription> own = new LinkedBlockingQueue<>();
        Recorder<Delivery<String>> recorder = new Recorder<>(element -> {
            Flow.Subscription subscription = own.remove();
            subscription.request(-1);
            subscription.cancel();
        });
        listeners(8).subscribe(recorder);
        own.add(recorder.subscription());
        recorder.subscription().request(9);
        publish(2);
        awaitIdle();
        assertEquals(1, recorder.told.size());
    }

    @Test
    void p05_theEndOfTheHubCompletesAfterWhatIsQueued() throws Exception {
        Recorder<Delivery<String>> recorder = new Recorder<>();
        listeners(8).subscribe(recorder);
        Recorder<Signal<String>> waiting = new Recorder<>();
        streams(StreamOptions.now()).subscribe(waiting);
        waiting.subscription().request(9);
        assertInstanceOf(Signal.CaughtUp.class, waiting.element());
        publish(2);
        hub.close();
        recorder.subscription().request(9);
        assertEquals(List.of(1L, 2L), positions(recorder, 2));
        assertEquals(Recorder.END, recorder.told.take());
        waiting.element();
        waiting.element();
        assertEquals(Recorder.END, waiting.told.take());
        assertEquals(0, hub.stats().listeners());
    }

    @Test
    void p05_aFailureIsTheErrorOfTheSubscriber() throws Exception {
        Recorder<Signal<String>> recorder = new Recorder<>();
        streams(StreamOptions.now()).subscribe(recorder);
        recorder.subscription().request(9);
        assertInstanceOf(Signal.CaughtUp.class, recorder.element());
        store.beforeAppend = (ctx, batch) -> {
            throw new StoreException(StoreException.Outcome.UNKNOWN, "broken", null);
        };
        hub.feed().publish(FOREVER, "a", null);
        assertInstanceOf(HubFailedException.class, recorder.told.take());
        Recorder<Signal<String>> late = new Recorder<>();
        streams(StreamOptions.now()).subscribe(late);
        late.subscription();
        assertInstanceOf(HubFailedException.class, late.told.take(), "an error that needs no request");
    }

    @Test
    void p05_anExecutorThatRefusesIsTheErrorOfTheSubscriber() throws Exception {
        Recorder<Delivery<String>> early = new Recorder<>();
        listeners(8).subscribe(early);
        Flow.Subscription subscription = early.subscription();
        awaitIdle();
        executor.shutdown();
        subscription.request(1);
        assertInstanceOf(RejectedExecutionException.class, early.told.take());
        Recorder<Delivery<String>> late = new Recorder<>();
        listeners(8).subscribe(late);
        late.subscription();
        assertInstanceOf(RejectedExecutionException.class, late.told.take());
        assertEquals(0, hub.stats().listeners());
    }

    @Test
    void p05_anInterruptOfTheExecutorIsTheErrorOfTheSubscriber() throws Exception {
        Recorder<Delivery<String>> recorder = new Recorder<>();
        listeners(8).subscribe(recorder);
        recorder.subscription().request(1);
        awaitWaiting();
        executor.shutdownNow();
        assertInstanceOf(InterruptedException.class, recorder.told.take());
        assertEquals(0, hub.stats().listeners());
    }

    @Test
    void aSubscriberThatThrowsHasCancelled() throws Exception {
        BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
        executor.setThreadFactory(task -> {
            Thread thread = new Thread(task);
            thread.setUncaughtExceptionHandler((where, thrown) -> uncaught.add(thrown));
            return thread;
        });
        Recorder<Delivery<String>> recorder = new Recorder<>(element -> {
            throw new IllegalStateException("of the subscriber");
        });
        listeners(8).subscribe(recorder);
        recorder.subscription().request(9);
        publish(2);
        assertEquals("of the subscriber", uncaught.take().getMessage());
        assertEquals(0, hub.stats().listeners());
        assertEquals(1, recorder.told.size());
    }

    @Test
    void aRequestThatIsNotAllowedIsAnErrorThoughItWaits() throws Exception {
        Recorder<Delivery<String>> idle = new Recorder<>();
        listeners(8).subscribe(idle);
        Flow.Subscription subscription = idle.subscription();
        awaitIdle();
        subscription.request(0);
        Recorder<Delivery<String>> waiting = new Recorder<>();
        listeners(8).subscribe(waiting);
        waiting.subscription().request(1);
        waiting.subscription().request(-1);
        for (Recorder<Delivery<String>> recorder : List.of(idle, waiting)) {
            Throwable error = assertInstanceOf(IllegalArgumentException.class, recorder.told.take());
            assertTrue(String.valueOf(error.getMessage()).contains("at least 1 is allowed"));
        }
        assertEquals(0, hub.stats().listeners());
    }

    @Test
    @SuppressWarnings("NullAway")
    void nothingIsMadeForNoSubscriber() {
        Flow.@Nullable Subscriber<Delivery<String>> nobody = null;
        assertThrows(NullPointerException.class, () -> listeners(8).subscribe(nobody));
        assertEquals(0, hub.stats().listeners());
    }
}
