package dev.feedhub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.DeadlineExceededException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How a reader waits for a store that does not tell of changes. Where a test's pauses are of an hour, only what it is about can
 * end the wait before the test's own limit does.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangePollTest {
    private static final long AN_HOUR = Duration.ofHours(1).toNanos();

    @Test
    void whatIsThereAlreadyIsToldWithoutWaiting() throws InterruptedException {
        FakeStore store = new FakeStore(() -> {});
        store.newest = 5;
        assertTrue(ChangePoll.await(store, Context.background(), 4, AN_HOUR, AN_HOUR));
        assertTrue(ChangePoll.await(store, Context.background(), -1, AN_HOUR, AN_HOUR));
        assertEquals(2, store.spans.get());
    }

    @Test
    void whatIsAppendedMeanwhileIsTold() throws InterruptedException {
        FakeStore[] store = new FakeStore[1];
        store[0] = new FakeStore(() -> {
            if (store[0].spans.get() == 5) {
                store[0].newest = 8;
            }
        });
        store[0].newest = 7;
        assertTrue(store[0].awaitChange(Context.background(), 7));
        assertEquals(5, store[0].spans.get(), "it looks until it sees a change, and no longer");
    }

    @Test
    void x01_cancellingEndsAWaitAtOnce() throws InterruptedException {
        Cancellable context = Context.background().withCancel();
        FakeStore store = new FakeStore(() -> {});
        Thread canceller = new Thread(() -> {
            while (store.spans.get() == 0) {
                Thread.onSpinWait();
            }
            context.close();
        });
        canceller.start();
        assertThrows(
                CancelledException.class,
                () -> ChangePoll.await(store, context.withTimeout(Duration.ofHours(2)), 0, AN_HOUR, AN_HOUR));
        canceller.join();
    }

    @Test
    void x01_cancellingAWaitThatIsParkedEndsItAtOnce() throws InterruptedException {
        Cancellable context = Context.background().withCancel();
        FakeStore store = new FakeStore(() -> {});
        Thread waiter = Thread.currentThread();
        Thread canceller = new Thread(() -> {
            while (waiter.getState() != Thread.State.TIMED_WAITING || LockSupport.getBlocker(waiter) != store) {
                Thread.onSpinWait();
            }
            context.close();
        });
        canceller.start();
        assertThrows(CancelledException.class, () -> ChangePoll.await(store, context, 0, AN_HOUR, AN_HOUR));
        assertEquals(1, store.spans.get());
        canceller.join();
    }

    /** The store uses up the wake-up, as any lock that it waits for might. */
    @Test
    void x01_cancellingWhileTheStoreIsAskedEndsTheWaitAtOnce() {
        Cancellable context = Context.background().withCancel();
        FakeStore store = new FakeStore(() -> {
            context.close();
            LockSupport.parkNanos(1);
        });
        assertThrows(CancelledException.class, () -> ChangePoll.await(store, context, 0, AN_HOUR, AN_HOUR));
        assertEquals(1, store.spans.get(), "X-1: it went on looking after it was cancelled");
    }

    @Test
    void x01_aDoneContextIsToldBeforeAChange() {
        Cancellable context = Context.background().withCancel();
        FakeStore store = new FakeStore(() -> {});
        store.newest = 5;
        Context expired = context.withTimeout(Duration.ZERO);
        assertThrows(DeadlineExceededException.class, () -> store.awaitChange(expired, 4));
        context.close();
        assertThrows(CancelledException.class, () -> store.awaitChange(expired, 4));
        assertEquals(0, store.spans.get());
    }

    @Test
    void theDeadlineEndsAWaitHoweverLongThePause() {
        FakeStore store = new FakeStore(() -> {});
        Context context = Context.background().withTimeout(Duration.ofSeconds(1));
        assertThrows(DeadlineExceededException.class, () -> ChangePoll.await(store, context, 0, AN_HOUR, AN_HOUR));
        assertTrue(store.spans.get() >= 1);
    }

    @Test
    void anInterruptBeforeTheCallIsToldFirstAndCleared() {
        Cancellable context = Context.background().withCancel();
        context.close();
        FakeStore store = new FakeStore(() -> {});
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> store.awaitChange(context, 0));
        assertFalse(Thread.interrupted(), "the status is cleared");
        assertEquals(0, store.spans.get());
    }

    @Test
    void anInterruptEndsAWait() {
        FakeStore store = new FakeStore(() -> Thread.currentThread().interrupt());
        assertThrows(
                InterruptedException.class, () -> ChangePoll.await(store, Context.background(), 0, AN_HOUR, AN_HOUR));
        assertFalse(Thread.interrupted(), "the status is cleared");
        assertEquals(1, store.spans.get());
    }

    @Test
    void closingTheStoreEndsAWait() {
        FakeStore[] store = new FakeStore[1];
        store[0] = new FakeStore(() -> {
            if (store[0].spans.get() == 3) {
                store[0].close();
            }
        });
        assertThrows(ClosedException.class, () -> store[0].awaitChange(Context.background(), 0));
        assertEquals(3, store[0].spans.get());
    }
}
