package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When, where and how often the actions of a context run, one thing after another; {@link ContextRaceTest} has the races. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContextActionTest {
    private static final Duration AN_HOUR = Duration.ofHours(1);

    @Test
    void x05_actionRunsOnTheCancellersThreadBeforeCloseReturns() {
        Cancellable context = Context.background().withCancel();
        List<Thread> ranOn = new ArrayList<>();
        context.withTimeout(AN_HOUR).withCancel().onDone(() -> ranOn.add(Thread.currentThread()));
        context.close();
        assertEquals(List.of(Thread.currentThread()), ranOn, "X-5: where the action ran");
    }

    @Test
    void x05_actionOfADeadlineRunsOnADaemonThatRemembersNobody() throws InterruptedException {
        BlockingQueue<Thread> ranOn = new LinkedBlockingQueue<>();
        Thread timer = Thread.currentThread();
        for (int millis = 1; timer == Thread.currentThread() && millis < 10_000; millis *= 2) {
            Context deadline = Context.background().withTimeout(Duration.ofMillis(millis));
            deadline.onDone(() -> ranOn.add(Thread.currentThread())); // here, where a slow machine is late
            timer = ranOn.take();
        }
        assertNotSame(Thread.currentThread(), timer);
        assertTrue(timer.isDaemon(), "X-5: the timer keeps the JVM from exiting");
        assertEquals("feedhub-deadlines", timer.getName());
        assertSame(Context.class.getClassLoader(), timer.getContextClassLoader());
    }

    @Test
    void x05_actionOfADoneContextRunsAtOnceOnTheCallersThread() {
        Cancellable cancelled = Context.background().withCancel();
        cancelled.close();
        Context expired = Context.background().withTimeout(Duration.ZERO);
        for (Context done : new Context[] {
            cancelled, cancelled.withTimeout(AN_HOUR), cancelled.withCancel(), expired, expired.withCancel()
        }) {
            List<Thread> ranOn = new ArrayList<>();
            done.onDone(() -> ranOn.add(Thread.currentThread())).close();
            assertEquals(List.of(Thread.currentThread()), ranOn, "X-5: where the action of " + done + " ran");
        }
    }

    @Test
    void x05_actionOnCancelIsNotRunByADeadline() {
        Cancellable parent = Context.background().withCancel();
        Context expired = parent.withTimeout(Duration.ZERO).withCancel();
        AtomicInteger ran = new AtomicInteger();
        expired.onCancel(ran::incrementAndGet);
        assertEquals(0, ran.get(), "X-5: a passed deadline ran an action that is for cancelling");
        parent.close();
        assertEquals(1, ran.get(), "X-5: cancelling did not run it");
        expired.onCancel(ran::incrementAndGet);
        assertEquals(2, ran.get(), "X-5: a cancelled context did not run it at once");
    }

    @Test
    void x05_unregisteredActionNeverRuns() {
        CancellableContext parent = (CancellableContext) Context.background().withCancel();
        AtomicInteger ran = new AtomicInteger();
        Registration registration = parent.withTimeout(AN_HOUR).onDone(ran::incrementAndGet);
        assertEquals(1, parent.registered());
        registration.close();
        registration.close();
        assertEquals(0, parent.registered());
        parent.close();
        registration.close();
        assertEquals(0, ran.get(), "X-5: it ran although unregistered before");
    }

    @Test
    void x05_actionUnregistersAnotherThatHasNotStarted() {
        Cancellable context = Context.background().withCancel();
        AtomicInteger ran = new AtomicInteger();
        List<Registration> others = new ArrayList<>();
        context.onDone(() -> others.forEach(Registration::close));
        others.add(context.onDone(ran::incrementAndGet));
        context.close();
        assertEquals(0, ran.get(), "X-5: an action ran that was unregistered before it started");
    }

    @Test
    void x05_actionUsesItsOwnContext() {
        CancellableContext context = (CancellableContext) Context.background().withCancel();
        AtomicInteger ran = new AtomicInteger();
        context.onDone(() -> {
            context.close();
            context.onDone(ran::incrementAndGet);
            ran.incrementAndGet();
        });
        context.close();
        assertEquals(2, ran.get(), "X-5: how often the two actions ran");
        assertEquals(0, context.registered());
    }

    @Test
    void x05_deadlineRunsEachActionOnceAlthoughTheContextIsCancelledAfterwards() throws InterruptedException {
        CancellableContext parent = (CancellableContext) Context.background().withCancel();
        Context context = parent.withTimeout(Duration.ofMillis(1));
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        context.onDone(() -> {
            ran.incrementAndGet();
            first.countDown();
        });
        first.await();
        assertEquals(0, parent.registered(), "X-4: an action that ran is still registered");
        parent.close();
        assertEquals(1, ran.get(), "X-5: how often it ran");
    }

    @Test
    void x05_throwingActionKeepsNoOtherFromRunning() {
        Cancellable context = Context.background().withCancel();
        List<Throwable> reported = new ArrayList<>();
        RuntimeException exception = new IllegalStateException("thrown by an action");
        Error error = new AssertionError("thrown by another");
        AtomicInteger ran = new AtomicInteger();
        context.onDone(() -> {
            throw exception;
        });
        context.onDone(() -> {
            throw error;
        });
        context.onDone(ran::incrementAndGet);
        handling((thread, thrown) -> reported.add(thrown), context::close);
        assertEquals(1, ran.get(), "X-5: the action after those that threw");
        assertEquals(List.of(exception, error), reported);
    }

    @Test
    void x05_throwingHandlerKeepsNoActionFromRunning() {
        Cancellable context = Context.background().withCancel();
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            context.onDone(() -> {
                ran.incrementAndGet();
                throw new IllegalStateException("thrown by an action");
            });
        }
        handling(
                (thread, thrown) -> {
                    throw new IllegalStateException("thrown by the handler");
                },
                context::close);
        assertEquals(3, ran.get(), "X-5: how many of three actions ran");
    }

    @Test
    void x05_throwingActionLeavesTheTimerAtWork() throws InterruptedException {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        BlockingQueue<Throwable> reported = new LinkedBlockingQueue<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> reported.add(thrown));
        try {
            RuntimeException exception = new IllegalStateException("thrown by an action");
            Context.background().withTimeout(Duration.ofMillis(1)).onDone(() -> {
                throw exception;
            });
            assertSame(exception, reported.take());
            CountDownLatch next = new CountDownLatch(1);
            Context.background().withTimeout(Duration.ofMillis(1)).onDone(next::countDown);
            next.await();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private static void handling(Thread.UncaughtExceptionHandler handler, Runnable call) {
        Thread thread = Thread.currentThread();
        Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
        thread.setUncaughtExceptionHandler(handler);
        try {
            call.run();
        } finally {
            thread.setUncaughtExceptionHandler(before);
        }
    }
}
