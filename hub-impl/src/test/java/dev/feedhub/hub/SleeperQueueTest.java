package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.hub.SleeperQueue.Sleeper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SleeperQueueTest {
    private final SleeperQueue queue = new SleeperQueue();

    private static Sleeper entered(SleeperQueue queue, long number) {
        Sleeper sleeper = new Sleeper();
        queue.enter(sleeper, number);
        return sleeper;
    }

    @Test
    void wakesNoMoreThanAskedFor() {
        List<Sleeper> sleepers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sleepers.add(entered(queue, 0));
        }
        assertTrue(queue.wake(1, 2));
        assertEquals(2, woken(sleepers));
    }

    private int woken(List<Sleeper> sleepers) {
        return (int) sleepers.stream().filter(queue::leave).count();
    }

    @Test
    void whoIsUpToDateSleepsOn() {
        Sleeper upToDate = entered(queue, 3);
        assertFalse(queue.wake(3, 1), "number 3 is not published");
        assertFalse(queue.leave(upToDate));
        queue.enter(upToDate, 3);
        assertFalse(queue.wake(4, 1), "nobody else waits");
        assertTrue(queue.leave(upToDate), "woken, and so bound to wake others");
    }

    @Test
    void anAbandonedSleeperIsPassedOver() {
        Sleeper gone = entered(queue, 0);
        Sleeper there = entered(queue, 0);
        assertFalse(queue.leave(gone));
        assertFalse(queue.wake(1, 1), "nobody is left");
        assertTrue(queue.leave(there));
    }

    @Test
    void waitsThatTimeOutLeaveOneTraceAtMostAndForgetNone() {
        Sleeper sleeper = new Sleeper();
        for (int i = 0; i < 1_000_000; i++) {
            queue.enter(sleeper, i);
            assertFalse(queue.leave(sleeper));
        }
        assertEquals(1, queue.size());
        for (int i = 0; i < 1_000; i++) {
            Sleeper other = entered(queue, i);
            queue.leave(other);
            queue.forget(other);
        }
        queue.forget(sleeper);
        assertEquals(0, queue.size());
    }

    @Test
    void theChainReachesAll() throws Exception {
        AtomicLong published = new AtomicLong();
        AtomicInteger awake = new AtomicInteger();
        List<TestThread<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            threads.add(TestThread.start(() -> sleep(published, awake)));
        }
        for (TestThread<Void> each : threads) {
            each.awaitParked();
        }
        published.set(1);
        queue.wake(1, 2); // and no further help
        for (TestThread<Void> each : threads) {
            each.result();
        }
        assertEquals(300, awake.get());
    }

    private Void sleep(AtomicLong published, AtomicInteger awake) {
        Sleeper sleeper = new Sleeper();
        queue.enter(sleeper, 0);
        while (published.get() == 0) {
            LockSupport.park();
        }
        if (queue.leave(sleeper)) {
            queue.wake(published.get(), 2);
        }
        awake.incrementAndGet();
        return null;
    }

    /** One writer that wakes one at a time, sleepers that come, take and time out: whoever parks for good hangs the test. */
    @Test
    void nobodyIsLeftAsleepUnderStress() throws Exception {
        AtomicLong published = new AtomicLong();
        long last = 20_000;
        List<TestThread<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            boolean impatient = i == 0;
            threads.add(TestThread.start(() -> takeAll(published, last, impatient)));
        }
        for (long number = 1; number <= last; number++) {
            published.set(number);
            queue.wake(number, 1);
            if ((number & 31) == 0) {
                LockSupport.parkNanos(1_000);
            }
        }
        for (TestThread<Void> each : threads) {
            each.result();
        }
    }

    private Void takeAll(AtomicLong published, long last, boolean impatient) {
        Sleeper sleeper = new Sleeper();
        for (long next = 0; next < last; next = published.get()) {
            while (true) {
                queue.enter(sleeper, next);
                if (published.get() > next) {
                    break;
                }
                if (impatient) {
                    LockSupport.parkNanos(10_000);
                } else {
                    LockSupport.park();
                }
                passOn(sleeper, published);
            }
            passOn(sleeper, published);
        }
        return null;
    }

    private void passOn(Sleeper sleeper, AtomicLong published) {
        if (queue.leave(sleeper)) {
            queue.wake(published.get(), 2);
        }
    }
}
