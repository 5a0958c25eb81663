package dev.feedhub.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import dev.feedhub.Signal;
import dev.feedhub.StoreException;
import dev.feedhub.StreamOptions;
import dev.feedhub.client.LosingProxy.Answers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of a node keep the rules of those within the process. If one fails, check from which position it is connected anew. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RemoteStreamTest {
    private static final Context NOW = Context.background();
    private final Context soon = NOW.withTimeout(Duration.ofSeconds(30));

    private RunningNode node;
    private FeedhubClient<String> client;

    @BeforeEach
    void start() throws Exception {
        node = new RunningNode();
        client = FeedhubClient.open(node.uri(), Codec.utf8());
    }

    @AfterEach
    void stop() {
        client.close();
        node.close();
    }

    private Cursor publish(String label, String text) throws InterruptedException {
        return client.feed().submit(soon, label, text).await(soon);
    }

    private List<String> take(EventStream<String> stream, int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            if (stream.next(soon) instanceof Signal.Event<String> event) {
                taken.add(event.entry().data());
            }
        }
        return taken;
    }

    @Test
    void whatIsThereComesFirstAndThenWhatIsNew() throws Exception {
        publish("a", "1");
        Cursor second = publish("a", "2");
        try (EventStream<String> stream = client.stream(StreamOptions.oldest())) {
            assertEquals(Cursor.ORIGIN, stream.position());
            assertEquals(List.of("1", "2"), take(stream, 2));
            assertEquals(new Signal.CaughtUp<String>(second), stream.next(soon));
            publish("a", "3");
            assertEquals(List.of("3"), take(stream, 1));
        }
    }

    @Test
    void startsWhereItIsToStart() throws Exception {
        Cursor first = publish("a", "1");
        Thread.sleep(2); // so that the second has a time of its own
        Cursor second = publish("a", "2");
        Instant time = node.hub()
                .history()
                .read(NOW, dev.feedhub.Query.all().from(second))
                .entries()
                .get(0)
                .time();
        try (EventStream<String> after = client.stream(StreamOptions.after(first));
                EventStream<String> now = client.stream(StreamOptions.now());
                EventStream<String> at = client.stream(StreamOptions.at(time))) {
            assertEquals(first, after.position());
            assertEquals(second, now.position());
            publish("a", "3");
            assertEquals(List.of("2", "3"), take(after, 2));
            assertEquals(List.of("3"), take(now, 1));
            assertEquals("3", take(at, 2).get(1));
        }
    }

    @Test
    void onlyTheLabelsThatAreWanted() throws Exception {
        LabelFilter filter =
                LabelFilter.glob("a*").except(LabelFilter.anyOf(LabelFilter.exactly("a*"), LabelFilter.exactly("a&b")));
        for (String label : List.of("a*", "a&b", "a+c%", "b", "a")) {
            publish(label, label);
        }
        try (EventStream<String> stream = client.stream(StreamOptions.oldest().matching(filter))) {
            assertEquals(List.of("a+c%", "a"), take(stream, 2));
        }
        List<LabelFilter> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add(LabelFilter.exactly("label " + i + "x".repeat(200)));
        }
        IllegalArgumentException tooLarge = assertThrows(
                IllegalArgumentException.class,
                () -> client.stream(StreamOptions.now().matching(LabelFilter.anyOf(many))));
        assertTrue(String.valueOf(tooLarge.getMessage()).contains("at most"), tooLarge::getMessage);
    }

    @Test
    void progressIsToldThoughNothingMatches() throws Exception {
        StreamOptions wanted =
                StreamOptions.now().matching(LabelFilter.exactly("wanted")).progressEvery(Duration.ofMillis(300));
        try (EventStream<String> stream = client.stream(wanted)) {
            assertTrue(stream.next(soon) instanceof Signal.CaughtUp);
            Cursor newest = publish("unwanted", "1");
            Signal<String> signal = stream.next(soon);
            while (!signal.cursor().equals(newest)) {
                assertTrue(signal instanceof Signal.Progress, signal::toString);
                signal = stream.next(soon);
            }
            assertEquals(newest, stream.position());
        }
    }

    @Test
    void whatIsGoneIsTold() throws Exception {
        Cursor first = publish("a", "1");
        publish("a", "2");
        Cursor third = publish("a", "3");
        node.hub().trim(NOW, third);
        try (EventStream<String> stream = client.stream(StreamOptions.after(first))) {
            Signal.Truncated<String> gone = (Signal.Truncated<String>) stream.next(soon);
            assertEquals(OptionalLong.of(1), gone.missed());
            assertEquals(List.of("3"), take(stream, 1));
        }
        Cursor foreign = new Cursor(5, 5);
        try (EventStream<String> stream = client.stream(StreamOptions.after(foreign))) {
            assertEquals(foreign, stream.position());
            Signal.Diverged<String> other = (Signal.Diverged<String>) stream.next(soon);
            assertEquals(foreign, other.start());
            assertEquals(List.of("3"), take(stream, 1));
        }
    }

    @Test
    void goesOnWhenTheNodeIsBackAndTellsOnceThatItHasCaughtUp() throws Exception {
        publish("a", "1");
        try (EventStream<String> stream = client.stream(StreamOptions.oldest().progressEvery(Duration.ofMillis(200)))) {
            take(stream, 1);
            assertTrue(stream.next(soon) instanceof Signal.CaughtUp);
            node.stopServing();
            assertTrue(stream.next(soon) instanceof Signal.Progress, "a stream whose node is away");
            node.hub().feed().publish(NOW, "a", new byte[] {'2'});
            node.serveAgain();
            Signal<String> signal = stream.next(soon);
            while (signal instanceof Signal.Progress) {
                signal = stream.next(soon);
            }
            assertTrue(
                    signal instanceof Signal.Event<String> event
                            && "2".equals(event.entry().data()),
                    signal::toString);
            signal = stream.next(soon);
            assertTrue(signal instanceof Signal.Progress, signal::toString);
        }
    }

    @Test
    void aBatchIsTakenWithoutWaiting() throws Exception {
        publish("a", "1");
        publish("a", "2");
        Cursor newest = publish("a", "3");
        try (EventStream<String> stream = client.stream(StreamOptions.oldest())) {
            List<String> taken = new ArrayList<>();
            while (taken.size() < 2) {
                int before = taken.size();
                int drained = stream.drain(2 - taken.size(), (entry, lost) -> taken.add(entry.data()));
                assertEquals(taken.size() - before, drained);
            }
            assertEquals(List.of("1", "2"), taken);
            assertEquals(List.of("3"), take(stream, 1));
            for (int i = 0; i < 20; i++) {
                assertEquals(0, stream.drain(1, (entry, lost) -> {}));
                Thread.sleep(10); // until it has come that the stream has caught up, which no batch takes
            }
            assertEquals(new Signal.CaughtUp<String>(newest), stream.next(soon));
            assertThrows(IllegalArgumentException.class, () -> stream.drain(0, (entry, lost) -> {}));
        }
    }

    @Test
    void waitsEndAsTheyDoWithinTheProcess() throws Exception {
        EventStream<String> stream = client.stream(StreamOptions.now());
        assertTrue(stream.next(soon) instanceof Signal.CaughtUp);
        assertThrows(DeadlineExceededException.class, () -> stream.next(NOW.withTimeout(Duration.ofMillis(20))));
        Cancellable session = NOW.withCancel();
        FutureTask<Signal<String>> cancelled = waiting(stream, session);
        assertThrows(ConcurrentUseException.class, () -> stream.next(soon));
        assertThrows(ConcurrentUseException.class, () -> stream.drain(1, (entry, lost) -> {}));
        session.close();
        assertTrue(failure(cancelled) instanceof CancelledException);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> stream.next(soon));
        assertFalse(Thread.currentThread().isInterrupted());
        FutureTask<Signal<String>> closed = waiting(stream, soon);
        stream.close();
        assertTrue(failure(closed) instanceof ClosedException);
        assertThrows(ClosedException.class, () -> stream.next(soon));
        assertThrows(ClosedException.class, () -> stream.drain(1, (entry, lost) -> {}));
    }

    /** Somebody who waits for a signal. */
    private static FutureTask<Signal<String>> waiting(EventStream<String> stream, Context ctx)
            throws InterruptedException {
        FutureTask<Signal<String>> task = new FutureTask<>(() -> stream.next(ctx));
        Thread taker = new Thread(task);
        taker.start();
        while (taker.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
        return task;
    }

    private static Throwable failure(FutureTask<?> future) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> future.get(30, TimeUnit.SECONDS));
        return Objects.requireNonNull(failed.getCause());
    }

    @Test
    void streamsEndWithTheirClient() throws Exception {
        EventStream<String> stream = client.stream(StreamOptions.now());
        client.close();
        assertThrows(ClosedException.class, () -> stream.next(soon));
        assertThrows(ClosedException.class, () -> client.stream(StreamOptions.now()));
    }

    @Test
    void aNodeThatIsNotThereIsNamed() {
        node.stopServing();
        ClientOptions options = ClientOptions.of(node.uri()).patience(Duration.ofMillis(200));
        try (FeedhubClient<String> lost = FeedhubClient.open(options, Codec.utf8())) {
            StoreException failed = assertThrows(StoreException.class, () -> lost.stream(StreamOptions.now()));
            assertTrue(String.valueOf(failed.getMessage()).contains(node.uri().toString()), failed::getMessage);
        }
    }

    @Test
    void aConnectionOnWhichNothingIsHeardIsMadeAnew() throws Exception {
        try (LosingProxy proxy = new LosingProxy(node.uri());
                FeedhubClient<String> other = FeedhubClient.open(proxy.uri(), Codec.utf8());
                EventStream<String> stream =
                        other.stream(StreamOptions.oldest().progressEvery(Duration.ofMillis(100)))) {
            publish("a", "1");
            assertEquals(List.of("1"), take(stream, 1));
            proxy.let(Answers.SWALLOWED);
            publish("a", "2");
            proxy.awaitLost();
            proxy.let(Answers.PASSED);
            assertEquals(List.of("2"), take(stream, 1));
        }
    }

    /** A taker who does not take is not given more than a piece: the node waits, and the hub goes on. */
    @Test
    void aTakerWhoDoesNotTakeHoldsUpNobody() throws Exception {
        try (EventStream<String> stream = client.stream(StreamOptions.oldest())) {
            String large = "x".repeat(100_000);
            for (int i = 0; i < 200; i++) {
                client.feed().publish(soon, "a", i + large);
            }
            client.flush(soon);
            for (int i = 0; i < 200; i++) {
                assertTrue(take(stream, 1).get(0).startsWith(i + "x"));
            }
        }
    }
}
