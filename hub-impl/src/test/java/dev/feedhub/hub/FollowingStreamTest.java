package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.ClosedException;
import dev.feedhub.Codec;
import dev.feedhub.ConcurrentUseException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.EventStream;
import dev.feedhub.LabelFilter;
import dev.feedhub.Reader;
import dev.feedhub.Signal;
import dev.feedhub.Signal.CaughtUp;
import dev.feedhub.Signal.Event;
import dev.feedhub.Signal.Progress;
import dev.feedhub.StreamOptions;
import dev.feedhub.store.Record;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reader over a store that the test writes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FollowingStreamTest {
    private static final Context FOREVER = Context.background();

    private final FakeStore store = new FakeStore();
    private final Reader<String> reader = Reader.open(FakeProvider.config(store).build(), Codec.utf8());

    private void append(String label) {
        store.append(FOREVER, List.of(new Record(Instant.EPOCH, label, null)));
    }

    private static Signal<String> next(EventStream<String> stream) throws InterruptedException {
        Signal<String> signal = stream.next(FOREVER);
        assertEquals(signal.cursor(), stream.position());
        return signal;
    }

    @Test
    void r01_followsTheWriter() throws Exception {
        append("a");
        EventStream<String> stream = reader.stream(StreamOptions.oldest());
        assertEquals(1, assertInstanceOf(Event.class, next(stream)).cursor().position());
        assertEquals(1, assertInstanceOf(CaughtUp.class, next(stream)).cursor().position());
        TestThread<Signal<String>> taker = TestThread.waiting(() -> stream.next(FOREVER));
        append("b");
        assertInstanceOf(Event.class, taker.result());
        append("c");
        assertEquals(1, stream.drain(9, (entry, lost) -> assertEquals("c", entry.label())));
        assertEquals(0, stream.drain(9, (entry, lost) -> {}));
    }

    @Test
    void r05_progressIsToldWhileOtherLabelsKeepComing() throws Exception {
        EventStream<String> stream = reader.stream(
                StreamOptions.now().matching(LabelFilter.exactly("rare")).progressEvery(Duration.ofMillis(100)));
        next(stream);
        TestThread<Signal<String>> taker = TestThread.start(() -> stream.next(FOREVER));
        while (!taker.isDone()) {
            Cursor before = stream.position();
            append("common");
            TestThread.until(() -> !stream.position().equals(before) || taker.isDone());
        }
        Progress<?> progress = assertInstanceOf(Progress.class, taker.result());
        assertEquals(progress.cursor(), stream.position());
    }

    @Test
    void closeWakesTheTaker() throws Exception {
        for (int round = 0; round < 200; round++) {
            EventStream<String> stream = reader.stream(StreamOptions.now());
            next(stream);
            TestThread<Signal<String>> taker = TestThread.start(() -> stream.next(FOREVER));
            if ((round & 1) == 0) {
                taker.awaitParked();
            }
            stream.close();
            assertEquals("the stream is closed", taker.failure().getMessage());
        }
    }

    @Test
    void x01_interruptAndCancellationEndTheWait() throws Exception {
        EventStream<String> stream = reader.stream(StreamOptions.now());
        next(stream);
        TestThread<Signal<String>> interrupted = TestThread.waiting(() -> stream.next(FOREVER));
        interrupted.thread().interrupt();
        assertInstanceOf(InterruptedException.class, interrupted.failure());
        Cancellable ctx = FOREVER.withCancel();
        TestThread<Signal<String>> cancelled = TestThread.waiting(() -> stream.next(ctx));
        ctx.close();
        assertInstanceOf(CancelledException.class, cancelled.failure());
        assertThrows(DeadlineExceededException.class, () -> stream.next(FOREVER.withTimeout(Duration.ofMillis(5))));
        append("a");
        assertInstanceOf(Event.class, next(stream), "nothing was taken");
    }

    @Test
    void streamsEndWithTheReader() throws Exception {
        EventStream<String> stream = reader.stream(StreamOptions.now());
        next(stream);
        TestThread<Signal<String>> taker = TestThread.waiting(() -> stream.next(FOREVER));
        reader.close();
        assertInstanceOf(ClosedException.class, taker.failure());
        assertThrows(ClosedException.class, () -> reader.stream(StreamOptions.now()));
    }

    @Test
    void r09_drainTakesEventsAndStopsBeforeANotice() throws Exception {
        List<String> labels = new ArrayList<>();
        append("a");
        append("b");
        append("c");
        EventStream<String> stream = reader.stream(StreamOptions.oldest());
        assertThrows(IllegalArgumentException.class, () -> stream.drain(0, (entry, lost) -> {}));
        assertEquals(1, stream.drain(1, (entry, lost) -> labels.add(entry.label())));
        assertEquals(2, stream.drain(9, (entry, lost) -> labels.add(entry.label())));
        assertEquals(List.of("a", "b", "c"), labels);
        append("d");
        assertEquals(0, stream.drain(9, (entry, lost) -> labels.add(entry.label())), "a notice comes first");
        assertEquals(3, assertInstanceOf(CaughtUp.class, next(stream)).cursor().position());
        assertEquals(4, assertInstanceOf(Event.class, next(stream)).cursor().position());
    }

    @Test
    void r09_drainReadsOnWhileNothingMatches() throws Exception {
        store.examinedPerPage = 1;
        append("a");
        append("b");
        append("wanted");
        EventStream<String> stream = reader.stream(StreamOptions.oldest().matching(LabelFilter.exactly("wanted")));
        assertEquals(1, stream.drain(1, (entry, lost) -> assertEquals("wanted", entry.label())));
    }

    @Test
    void r09_anEndAfterSomethingWasTakenIsLeftToTheNextCall() {
        store.examinedPerPage = 1;
        append("a");
        append("b");
        EventStream<String> stream = reader.stream(StreamOptions.oldest());
        assertEquals(1, stream.drain(9, (entry, lost) -> store.close()));
        assertThrows(ClosedException.class, () -> stream.drain(9, (entry, lost) -> {}));
    }

    @Test
    void r08_aSecondTakerIsRefused() {
        append("a");
        append("b");
        EventStream<String> stream = reader.stream(StreamOptions.oldest());
        assertThrows(
                ConcurrentUseException.class,
                () -> stream.drain(1, (entry, lost) -> stream.drain(1, (again, nothing) -> {})));
        assertThrows(ConcurrentUseException.class, () -> stream.drain(1, (entry, lost) -> takeNext(stream)));
    }

    private static void takeNext(EventStream<String> stream) {
        try {
            stream.next(FOREVER);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void w01_whatEndsACallComesBeforeWhatIsAtHand() throws Exception {
        append("a");
        append("b");
        EventStream<String> stream = reader.stream(StreamOptions.oldest());
        Cancellable ctx = FOREVER.withCancel();
        ctx.close();
        assertThrows(CancelledException.class, () -> stream.next(ctx));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> stream.next(ctx));
        assertEquals(1, next(stream).cursor().position());
        stream.close();
        assertThrows(ClosedException.class, () -> stream.next(FOREVER));
        assertThrows(ClosedException.class, () -> stream.drain(1, (entry, lost) -> {}));
    }

    @Test
    void r08_closeIsSeenByATakerThatIsAboutToWait() throws Exception {
        EventStream<String> stream = reader.stream(StreamOptions.now().progressEvery(Duration.ofMinutes(1)));
        next(stream);
        store.onRead = stream::close;
        TestThread<Signal<String>> taker = TestThread.start(() -> stream.next(FOREVER));
        assertEquals("the stream is closed", taker.failure().getMessage());
    }
}
