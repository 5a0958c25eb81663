package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.ClosedException;
import dev.feedhub.ConcurrentUseException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Entry;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.HubFailedException;
import dev.feedhub.LabelFilter;
import dev.feedhub.Signal;
import dev.feedhub.Signal.CaughtUp;
import dev.feedhub.Signal.Event;
import dev.feedhub.Signal.FellBehind;
import dev.feedhub.Signal.Progress;
import dev.feedhub.StoreException;
import dev.feedhub.StreamOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JoiningStreamTest {
    private static final Context FOREVER = Context.background();

    private final FakeStore store = new FakeStore();
    private final Hub<String> hub = FakeProvider.hub(store);

    @AfterEach
    void closeHub() {
        store.onRead = () -> {};
        hub.close();
    }

    private Cursor publish(String label, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            hub.feed().publish(FOREVER, label, null);
        }
        return hub.flush(FOREVER);
    }

    private static long event(EventStream<String> stream) throws InterruptedException {
        Signal<String> signal = stream.next(FOREVER);
        Event<?> event = assertInstanceOf(Event.class, signal);
        assertEquals(event.cursor(), stream.position());
        return event.cursor().position();
    }

    private static <S extends Signal<?>> S notice(Class<S> kind, EventStream<String> stream) throws Exception {
        Signal<String> signal = stream.next(FOREVER);
        assertEquals(signal.cursor(), stream.position());
        return kind.cast(assertInstanceOf(kind, signal));
    }

    @Test
    void r04_pagesThenCaughtUpThenLive() throws Exception {
        publish("a", 2);
        EventStream<String> stream = hub.stream(StreamOptions.oldest());
        assertEquals(1, event(stream));
        assertEquals(2, event(stream));
        assertEquals(2, notice(CaughtUp.class, stream).cursor().position());
        TestThread<Signal<String>> taker = TestThread.waiting(() -> stream.next(FOREVER));
        publish("a", 1);
        assertInstanceOf(Event.class, taker.result());
        assertEquals(3, stream.position().position());
        stream.close();
        assertThrows(ClosedException.class, () -> stream.next(FOREVER));
        assertEquals(0, hub.stats().listeners());
    }

    /** What a page has brought while the hub has not yet dispatched it must not come again from the listener. */
    @Test
    void r01_aBatchThatIsStoredAndNotYetDispatchedComesOnce() throws Exception {
        CountDownLatch stored = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        store.onStored = () -> {
            stored.countDown();
            awaitQuietly(release);
        };
        hub.feed().publish(FOREVER, "a", null);
        stored.await();
        EventStream<String> stream = hub.stream(StreamOptions.oldest().capacity(1));
        EventStream<String> resumed = hub.stream(StreamOptions.after(new Cursor(1, FakeStore.EPOCH)));
        assertEquals(1, event(stream));
        assertEquals(0, stream.drain(5, (entry, lost) -> {}), "drain does not wait for the hub");
        TestThread<Signal<String>> taker = TestThread.start(() -> stream.next(FOREVER));
        TestThread<Signal<String>> second = TestThread.start(() -> resumed.next(FOREVER));
        taker.awaitParked();
        second.awaitParked();
        release.countDown();
        assertInstanceOf(CaughtUp.class, taker.result());
        assertInstanceOf(CaughtUp.class, second.result());
        publish("a", 1);
        assertEquals(2, event(stream));
        assertEquals(2, event(resumed));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void r02_overflowFallsBehindAndGoesOn() throws Exception {
        EventStream<String> stream = hub.stream(StreamOptions.now().capacity(2));
        notice(CaughtUp.class, stream);
        publish("a", 10);
        assertEquals(8, notice(FellBehind.class, stream).entries());
        for (int i = 1; i <= 10; i++) {
            assertEquals(i, event(stream), "R-1");
        }
        notice(CaughtUp.class, stream);
    }

    @Test
    void r05_progressMovesOverWhatDoesNotMatch() throws Exception {
        EventStream<String> stream = hub.stream(
                StreamOptions.now().matching(LabelFilter.exactly("wanted")).progressEvery(Duration.ofMillis(20)));
        notice(CaughtUp.class, stream);
        Cursor newest = publish("unwanted", 5);
        assertEquals(newest, notice(Progress.class, stream).cursor());
        publish("wanted", 1);
        assertEquals(6, event(stream));
    }

    @Test
    void drainStopsBeforeANoticeAndAtTheEnd() throws Exception {
        publish("a", 4);
        EventStream<String> stream = hub.stream(StreamOptions.oldest());
        List<Entry<String>> entries = new ArrayList<>();
        assertThrows(IllegalArgumentException.class, () -> stream.drain(0, (entry, lost) -> {}));
        assertEquals(2, stream.drain(2, (entry, lost) -> entries.add(entry)));
        assertThrows(
                ConcurrentUseException.class,
                () -> stream.drain(1, (entry, lost) -> stream.drain(1, (again, nothing) -> {})));
        assertThrows(ConcurrentUseException.class, () -> stream.drain(1, (entry, lost) -> takeNext(stream)));
        assertEquals(0, stream.drain(5, (entry, lost) -> entries.add(entry)), "a notice comes first");
        assertEquals(0, stream.drain(5, (entry, lost) -> entries.add(entry)));
        notice(CaughtUp.class, stream);
        publish("a", 2);
        hub.close();
        assertEquals(2, stream.drain(5, (entry, lost) -> entries.add(entry)), "what is queued comes before the end");
        assertThrows(ClosedException.class, () -> stream.drain(5, (entry, lost) -> {}));
        assertEquals(6, stream.position().position());
    }

    private static void takeNext(EventStream<String> stream) {
        try {
            stream.next(FOREVER);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void w01_closedComesBeforeANoticeThatIsPending() throws Exception {
        publish("a", 1);
        EventStream<String> stream = hub.stream(StreamOptions.oldest());
        assertEquals(1, stream.drain(5, (entry, lost) -> {})); // CaughtUp is pending
        stream.close();
        assertThrows(ClosedException.class, () -> stream.next(FOREVER));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> stream.next(FOREVER), "W-1: interrupted comes first");
    }

    @Test
    void closeWakesTheTaker() throws Exception {
        EventStream<String> stream = hub.stream(StreamOptions.now());
        notice(CaughtUp.class, stream);
        TestThread<Signal<String>> taker = TestThread.waiting(() -> stream.next(FOREVER));
        stream.close();
        assertEquals("the stream is closed", taker.failure().getMessage());
        assertEquals(0, hub.stats().channels());
    }

    @Test
    void aSearchForWhatIsNotThereCanBeInterruptedCancelledAndClosed() throws Exception {
        publish("a", 50);
        store.examinedPerPage = 1;
        StreamOptions rare = StreamOptions.oldest().matching(LabelFilter.exactly("rare"));
        AtomicInteger reads = new AtomicInteger();
        EventStream<String> interrupted = hub.stream(rare);
        store.onRead = () -> interruptAt(reads.incrementAndGet());
        assertThrows(InterruptedException.class, () -> interrupted.next(FOREVER));
        assertTrue(reads.get() < 10, "pages read after the interrupt");
        EventStream<String> closed = hub.stream(rare);
        store.onRead = closed::close;
        assertThrows(ClosedException.class, () -> closed.next(FOREVER));
        Cancellable ctx = FOREVER.withCancel();
        store.onRead = ctx::close;
        assertThrows(RuntimeException.class, () -> hub.stream(rare).next(ctx));
        store.onRead = () -> {};
        notice(CaughtUp.class, interrupted);
    }

    @Test
    void h04_aStreamThatIsReadingSaysWhyTheHubHasFailed() throws Exception {
        publish("a", 2);
        store.examinedPerPage = 1;
        EventStream<String> stream = hub.stream(StreamOptions.oldest());
        assertEquals(1, event(stream));
        store.beforeAppend = (ctx, batch) -> {
            throw new StoreException(StoreException.Outcome.UNKNOWN, "the disk is gone", null);
        };
        hub.feed().publish(FOREVER, "b", null);
        TestThread.until(() -> store.closed);
        HubFailedException failure = assertThrows(HubFailedException.class, () -> stream.next(FOREVER));
        assertInstanceOf(StoreException.class, failure.getCause());
        assertThrows(HubFailedException.class, () -> stream.drain(1, (entry, lost) -> {}));
    }

    private static void interruptAt(int read) {
        if (read == 5) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 1024})
    void r01_everyEntryOnceWhilePublishingAndResuming(int capacity) throws Exception {
        int all = 5_000;
        TestThread<Void> publisher = TestThread.start(() -> {
            for (int i = 0; i < all; i++) {
                hub.feed().publish(FOREVER, i % 2 == 0 ? "even" : "odd", null);
            }
            return null;
        });
        StreamOptions options = StreamOptions.oldest()
                .matching(LabelFilter.exactly("odd"))
                .capacity(capacity)
                .progressEvery(Duration.ofSeconds(20));
        EventStream<String> stream = hub.stream(options);
        long expected = 2;
        for (int signals = 1; expected <= all; signals++) {
            Signal<String> signal = stream.next(FOREVER);
            if (signal instanceof Event<String> event) {
                assertEquals(expected, event.cursor().position(), "R-1");
                expected += 2;
            }
            if (signals % 500 == 0) {
                stream.close();
                stream = hub.stream(new StreamOptions(
                        new StreamOptions.After(stream.position()),
                        options.filter(),
                        capacity,
                        options.progressEvery()));
            }
        }
        publisher.result();
        notice(CaughtUp.class, stream);
    }
}
