package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.ClosedException;
import dev.feedhub.ConcurrentUseException;
import dev.feedhub.Context;
import dev.feedhub.Delivery;
import dev.feedhub.Entry;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChannelListenerTest {
    private static final Context FOREVER = Context.background();

    private final ChannelBench bench = new ChannelBench();

    private Listener<String> listener(int capacity) {
        return bench.channels.listen(ListenOptions.any().capacity(capacity));
    }

    private static long position(Delivery<String> delivery) {
        return delivery.entry().cursor().position();
    }

    @Test
    void l06_nothingPublishedAfterCloseIsTakenByTheTakerAtWork() {
        Listener<String> listener = listener(4);
        listener(4); // keeps the channel
        bench.dispatch("a", 3);
        List<Long> taken = new ArrayList<>();
        int drained = listener.drain(100, (entry, lost) -> {
            taken.add(entry.cursor().position());
            if (taken.size() == 1) {
                listener.close();
                bench.dispatch("a", 50); // far enough to overtake what was queued
            }
        });
        assertEquals(3, drained, "L-6: what was queued at close can still be taken, and no more");
        assertEquals(List.of(1L, 2L, 3L), taken);
        assertThrows(ClosedException.class, listener::poll);
        assertEquals(0, listener.lost(), "L-3: nothing was lost before it was closed");
    }

    @Test
    void l11_aSinkCanAskWhatWasLost() {
        Listener<String> listener = listener(2);
        bench.dispatch("a", 5);
        List<Long> lost = new ArrayList<>();
        listener.drain(100, (entry, lostBefore) -> lost.add(listener.lost()));
        assertEquals(List.of(3L, 3L), lost);
    }

    @Test
    void l06_closedStaysClosed() {
        Listener<String> listener = listener(4);
        listener(4); // keeps the channel
        bench.dispatch("a", 6);
        listener.close();
        listener.close();
        bench.dispatch("a", 50);
        assertEquals(4, listener.queued());
        assertEquals(2, listener.lost());
        for (int i = 3; i <= 6; i++) {
            Delivery<String> delivery = Objects.requireNonNull(listener.poll());
            assertEquals(i, position(delivery));
            assertEquals(i == 3 ? 2 : 0, delivery.lost(), "L-4");
        }
        assertThrows(ClosedException.class, () -> listener.next(FOREVER));
        assertThrows(ClosedException.class, () -> listener.drain(1, (entry, lost) -> {}));
    }

    @Test
    void l07_closeWakesTheTaker() {
        Listener<String> listener = listener(1);
        TestThread<Delivery<String>> taker = TestThread.waiting(() -> listener.next(FOREVER));
        listener.close();
        assertInstanceOf(ClosedException.class, taker.failure());
        assertEquals(0, bench.channels.all().size(), "the channel goes with its last listener");
    }

    @Test
    void l07_closeAgainstTakeHangsNobody() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            Listener<String> listener = listener(2);
            TestThread<Delivery<String>> taker = TestThread.start(() -> listener.next(FOREVER));
            if ((round & 1) == 0) {
                Thread.onSpinWait();
            }
            listener.close();
            assertInstanceOf(ClosedException.class, taker.failure());
        }
        assertEquals(0, bench.channels.listeners());
    }

    @Test
    void whoLooksAtTheNumberOfListenersHoldsNobodyUp() throws Exception {
        assertEquals(0, bench.channels.listeners());
        TestThread.start(() -> bench.channels.listen(ListenOptions.any())).result();
        assertEquals(1, TestThread.start(bench.channels::listeners).result());
    }

    @Test
    void l06_endComesAfterWhatIsQueued() {
        Listener<String> listener = listener(2);
        bench.dispatch("a", 3);
        bench.channels.end(() -> new ClosedException("the bench"));
        assertEquals(2, position(Objects.requireNonNull(listener.poll())));
        assertEquals(3, position(Objects.requireNonNull(listener.poll())));
        assertEquals(
                "the bench is closed",
                assertThrows(ClosedException.class, () -> listener.next(FOREVER))
                        .getMessage());
        Listener<String> late = listener(2);
        assertThrows(ClosedException.class, late::poll, "H-6");
        assertEquals(0, late.queued());
    }

    @Test
    void l07_endWakesEveryTaker() {
        List<TestThread<Delivery<String>>> takers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Listener<String> each = listener(1);
            takers.add(TestThread.waiting(() -> each.next(FOREVER)));
        }
        bench.channels.end(() -> new ClosedException("the bench"));
        takers.forEach(taker -> assertInstanceOf(ClosedException.class, taker.failure()));
    }

    @Test
    @SuppressWarnings("try") // closing is what cancels
    void aWokenTakerThatIsCancelledPassesTheWakeUpOn() throws Exception {
        for (int round = 0; round < 300; round++) {
            List<TestThread<Delivery<String>>> patient = new ArrayList<>();
            try (Cancellable ctx = FOREVER.withCancel()) {
                List<TestThread<Delivery<String>>> cancelled = new ArrayList<>();
                for (int i = 0; i < 2; i++) { // as many as the hub wakes
                    Listener<String> each = listener(1);
                    cancelled.add(TestThread.waiting(() -> each.next(ctx)));
                }
                Listener<String> last = listener(1);
                patient.add(TestThread.waiting(() -> last.next(FOREVER)));
                TestThread<Void> canceller = TestThread.start(() -> {
                    ctx.close();
                    return null;
                });
                bench.dispatch("a", 1); // without a hub that wakes the rest
                canceller.result();
                cancelled.forEach(each -> TestThread.until(each::isDone));
            }
            for (TestThread<Delivery<String>> each : patient) {
                assertEquals(bench.newest(), position(Objects.requireNonNull(each.result())));
            }
        }
    }

    @Test
    void exceptionsTakeNothing() throws Exception {
        Listener<String> listener = listener(2);
        bench.dispatch("a", 1);
        Cancellable done = FOREVER.withCancel();
        done.close();
        assertThrows(CancelledException.class, () -> listener.next(done));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> listener.next(done), "W-1: interrupted comes first");
        assertThrows(IllegalArgumentException.class, () -> listener.drain(0, (entry, lost) -> {}));
        assertThrows(
                IllegalStateException.class,
                () -> listener.drain(5, (entry, lost) -> {
                    assertThrows(ConcurrentUseException.class, listener::poll);
                    throw new IllegalStateException();
                }));
        bench.dispatch("a", 1);
        assertEquals(2, position(listener.next(FOREVER)), "the entry whose sink threw counts as taken");
        assertNull(listener.poll());
        assertEquals(0, listener.lost());
    }

    @Test
    void x04_waitsAndListenersLeaveNothing() {
        LabelFilter filter = LabelFilter.exactly("never");
        Listener<String> keeper = bench.channels.listen(ListenOptions.any().matching(filter));
        BroadcastChannel<String> channel = bench.channels.all().get(0);
        Context done = FOREVER.withTimeout(Duration.ofNanos(1));
        for (int i = 0; i < 3_000; i++) {
            Listener<String> each = bench.channels.listen(ListenOptions.any().matching(filter));
            assertThrows(RuntimeException.class, () -> each.next(FOREVER.withTimeout(Duration.ofNanos(20_000))));
            assertThrows(RuntimeException.class, () -> each.next(done));
            each.close();
        }
        assertEquals(0, channel.sleepers().size(), "sleepers of listeners that are closed");
        keeper.close();
        assertTrue(bench.channels.all().isEmpty());
        assertEquals(0, bench.channels.listeners());
    }

    @Test
    void l05_theNewestAreStillFoundAfterManyLaps() {
        for (int capacity : new int[] {1, 2, 3, 7, 8}) {
            ChannelBench laps = new ChannelBench();
            Listener<String> listener = laps.channels.listen(ListenOptions.any().capacity(capacity));
            for (int batch = 1; batch < 40; batch++) {
                laps.dispatch("a", batch);
                if (batch % 7 == 0) {
                    List<Entry<String>> found = new ArrayList<>();
                    listener.drain(100, (entry, lost) -> found.add(entry));
                    assertEquals(capacity, found.size(), "L-5");
                    assertEquals(laps.newest(), found.get(capacity - 1).cursor().position());
                }
            }
        }
    }
}
