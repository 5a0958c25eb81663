package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Delivery;
import dev.feedhub.EntrySink;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.hub.SleeperQueue.Sleeper;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Takers, closers and newcomers against a writer at full speed. Every label matches, so that loss shows in the positions. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChannelRaceTest {
    private static final long STRESS_NANOS = 500_000_000L;

    private final ChannelBench bench = new ChannelBench();
    private volatile boolean stop;
    private final List<TestThread<Void>> threads = new ArrayList<>();

    private void startWriter() {
        threads.add(TestThread.start(() -> {
            for (int batch = 0; !stop; batch++) {
                bench.dispatch("x", 1 + batch % 7);
            }
            bench.channels.end(() -> new ClosedException("the bench"));
            return null;
        }));
    }

    private void stopAndJoin() throws Exception {
        stop = true;
        for (TestThread<Void> thread : threads) {
            thread.result();
        }
    }

    @AfterEach
    void stop() {
        stop = true;
    }

    /** Follows what is taken: the positions tell what was lost. */
    private static final class Count implements EntrySink<String> {
        long last;
        long taken;
        long lost;

        Count(Cursor begin) {
            last = begin.position();
        }

        @Override
        public void accept(dev.feedhub.Entry<String> entry, long lostBefore) {
            long position = entry.cursor().position();
            assertEquals(position - last - 1, lostBefore, "L-8: lost between " + last + " and " + position);
            last = position;
            taken++;
            lost += lostBefore;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    void l08_overtakenTakersAccountExactly(int capacity) throws Exception {
        Listener<String> listener = bench.channels.listen(ListenOptions.any().capacity(capacity));
        Count count = new Count(listener.registeredAfter());
        threads.add(TestThread.start(() -> {
            try {
                while (true) {
                    Delivery<String> next = listener.next(Context.background());
                    count.accept(next.entry(), next.lost());
                    listener.drain(5, count);
                }
            } catch (ClosedException end) {
                return null;
            }
        }));
        threads.add(TestThread.start(() -> {
            long before = 0;
            while (!stop) {
                long lost = listener.lost();
                assertTrue(lost >= before, "lost() went from " + before + " to " + lost);
                before = lost;
                int queued = listener.queued();
                assertTrue(queued >= 0 && queued <= capacity, "queued() was " + queued);
            }
            return null;
        }));
        startWriter();
        Thread.sleep(STRESS_NANOS / 1_000_000); // the length of the test, and nothing to wait for
        stopAndJoin();
        assertEquals(bench.newest(), count.last, "L-6");
        assertEquals(bench.newest(), count.taken + listener.lost(), "L-3");
        assertEquals(count.lost, listener.lost(), "L-4");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void l06_closeKeepsAnExactWindow(int capacity) throws Exception {
        bench.channels.listen(ListenOptions.any().capacity(capacity)); // keeps the channel
        startWriter();
        long until = System.nanoTime() + STRESS_NANOS;
        while (System.nanoTime() - until < 0) {
            Listener<String> listener =
                    bench.channels.listen(ListenOptions.any().capacity(capacity));
            Count count = new Count(listener.registeredAfter());
            TestThread<Void> taker = TestThread.start(() -> {
                for (int i = 0; i < 20; i++) {
                    listener.drain(3, count);
                }
                return null;
            });
            while (listener.lost() == 0) {
                Thread.onSpinWait();
            }
            listener.close();
            taker.thread().join();
            long all = count.taken + listener.queued() + listener.lost();
            for (int left = listener.queued(); left > 0; left--) {
                Delivery<String> next = Objects.requireNonNull(listener.poll());
                count.accept(next.entry(), next.lost());
            }
            assertEquals(0, listener.queued());
            assertEquals(all, count.taken + listener.lost(), "L-3: when closed");
            assertEquals(count.lost, listener.lost(), "L-4: when closed");
        }
        stopAndJoin();
    }

    @Test
    void l09_registrationFallsBetweenTwoEntries() throws Exception {
        startWriter();
        long until = System.nanoTime() + STRESS_NANOS;
        for (int round = 0; System.nanoTime() - until < 0; round++) {
            LabelFilter all = LabelFilter.exactly("y").except(LabelFilter.exactly("y" + round));
            LabelFilter fresh = LabelFilter.anyOf(LabelFilter.exactly("x"), all); // a filter nobody has yet
            ListenOptions options = ListenOptions.any().matching(fresh).capacity(1 + round % 9);
            List<Listener<String>> listeners = new ArrayList<>();
            for (int i = 0; i < 3; i++) { // a new channel, and two that join it
                listeners.add(bench.channels.listen(options));
                long begun = bench.channels.announced().position();
                Cursor begin = listeners.get(i).registeredAfter();
                assertTrue(begin.position() <= begun, "L-9: begins after " + begin + ", at most " + begun);
            }
            for (Listener<String> each : listeners) {
                Count count = new Count(each.registeredAfter());
                while (count.taken < 3) {
                    each.drain(2, count);
                }
                each.close();
            }
        }
        stopAndJoin();
        assertTrue(bench.channels.all().isEmpty());
    }

    @Test
    void theWakeUpReachesThoseWhoAreJustComing() throws Exception {
        List<Listener<String>> listeners = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            listeners.add(bench.channels.listen(ListenOptions.any().capacity(4)));
        }
        for (Listener<String> each : listeners) {
            threads.add(TestThread.start(() -> {
                for (long last = 0; last < 5_000; ) {
                    last = each.next(Context.background()).entry().cursor().position();
                }
                return null;
            }));
        }
        for (int i = 0; i < 5_000; i++) {
            bench.dispatch("x", 1); // without a hub that wakes the rest
            if (i % 16 == 0) {
                TestThread.until(() -> listeners.stream().allMatch(each -> each.queued() == 0));
            }
        }
        stopAndJoin();
    }

    @Test
    void h03_theHubWakesAConstantNumber() {
        bench.channels.listen(ListenOptions.any());
        bench.channels.listen(ListenOptions.any().matching(LabelFilter.exactly("none")));
        List<Sleeper> sleepers = new ArrayList<>();
        for (BroadcastChannel<String> channel : bench.channels.all()) {
            for (int i = 0; i < 1_000; i++) {
                Sleeper sleeper = new Sleeper();
                channel.sleepers().enter(sleeper, 0);
                sleepers.add(sleeper);
            }
        }
        bench.dispatch("x", 500);
        SleeperQueue any = bench.channels.all().get(0).sleepers();
        assertEquals(2, sleepers.stream().filter(any::leave).count(), "H-3: woken by the hub for one batch");
        assertEquals(998, any.size());
    }

    @Test
    void withinABatchTheHubWakesOnlyWhereAReaderHadTakenEverything() {
        Listener<String> listener = bench.channels.listen(ListenOptions.any().capacity(128));
        SleeperQueue queue = bench.channels.all().get(0).sleepers();
        for (int i = 0; i < 20; i++) {
            queue.enter(new Sleeper(), 0);
        }
        bench.dispatch("x", 500);
        assertEquals(18, queue.size(), "woken at the end of a batch");
        listener.drain(128, (entry, lost) -> {});
        bench.dispatch("x", 500);
        assertEquals(16, queue.size(), "it took no more than it asked for");
        listener.drain(500, (entry, lost) -> {});
        bench.dispatch("x", 500);
        assertEquals(12, queue.size(), "woken within the batch and at its end");
        bench.dispatch("x", 500);
        assertEquals(10, queue.size(), "woken at the end of a batch");
        while (listener.poll() != null) {}
        bench.dispatch("x", 500);
        assertEquals(6, queue.size(), "woken within the batch and at its end");
        while (listener.poll() != null) {}
        bench.dispatch("x", 63);
        bench.dispatch("x", 1);
        bench.dispatch("x", 1);
        assertEquals(0, queue.size(), "woken at the end of each batch");
        listener.close();
    }
}
