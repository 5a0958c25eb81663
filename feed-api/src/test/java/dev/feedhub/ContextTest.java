package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a context is: done or not, for how long still, and whom that concerns. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContextTest {
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration FARTHEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    @Test
    void backgroundIsNeverDone() {
        Context background = Context.background();
        background.check();
        assertFalse(background.isDone());
        assertEquals(Optional.empty(), background.remaining());
        assertSame(background, Context.background());
        assertEquals("Context[background]", background.toString());
        background.onDone(() -> {}).close();
        background.onCancel(() -> {}).close();
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedByName() {
        Context background = Context.background();
        assertNamed("timeout", () -> background.withTimeout(null));
        assertNamed("deadline", () -> background.withDeadline(null));
        assertNamed("action", () -> background.onDone(null));
        assertNamed("action", () -> background.onCancel(null));
    }

    private static void assertNamed(String parameter, Runnable call) {
        assertEquals(
                parameter, assertThrows(NullPointerException.class, call::run).getMessage());
    }

    @Test
    void x01_cancellationIsSeenByAThreadThatLooksForIt() throws InterruptedException {
        Cancellable context = Context.background().withCancel();
        Context waitedOn = context.withTimeout(AN_HOUR);
        CountDownLatch ended = new CountDownLatch(1);
        Thread waiter = new Thread(() -> {
            while (!waitedOn.isDone()) {
                Thread.onSpinWait();
            }
            ended.countDown();
        });
        waiter.start();
        context.close();
        ended.await();
        waiter.join();
    }

    @Test
    void x01_deadlineWakesWhoWaitsWithoutBeingCancelled() throws InterruptedException {
        Context context = Context.background().withCancel().withTimeout(Duration.ofMillis(1));
        CountDownLatch woken = new CountDownLatch(1);
        context.onDone(woken::countDown);
        woken.await();
        assertTrue(context.isDone(), "X-1: the action of a deadline ran before the deadline");
    }

    @Test
    void x01_cancelledPrecedesDeadline() {
        Cancellable parent = Context.background().withCancel();
        Context expired = parent.withTimeout(Duration.ZERO);
        assertThrows(DeadlineExceededException.class, expired::check);
        parent.close();
        assertThrows(CancelledException.class, expired::check, "X-1: where both hold, cancelled is told");

        Cancellable expiredFirst =
                Context.background().withTimeout(Duration.ZERO).withCancel();
        assertThrows(DeadlineExceededException.class, expiredFirst::check);
        expiredFirst.close();
        assertThrows(CancelledException.class, expiredFirst::check, "X-1: where both hold, cancelled is told");
    }

    @Test
    void x02_cancellingAChildLeavesParentAndSiblings() {
        Cancellable parent = Context.background().withCancel();
        Cancellable child = parent.withTimeout(AN_HOUR).withCancel();
        Cancellable sibling = parent.withCancel();
        Context grandchild = child.withTimeout(AN_HOUR);
        child.close();
        assertTrue(child.isDone());
        assertTrue(grandchild.isDone(), "X-2: cancelling ends the subtree");
        assertFalse(parent.isDone(), "X-2: cancelling a child leaves the parent");
        assertFalse(sibling.isDone(), "X-2: cancelling a child leaves its siblings");
        parent.check();
    }

    @Test
    void x02_cancellingAParentEndsTheSubtreeOfEveryKind() {
        Cancellable root = Context.background().withCancel();
        Context deep = root;
        for (int i = 0; i < 50_000; i++) {
            deep = i % 2 == 0 ? deep.withTimeout(AN_HOUR) : deep.withCancel();
        }
        AtomicInteger ran = new AtomicInteger();
        deep.onDone(ran::incrementAndGet);
        assertFalse(deep.isDone());
        root.close();
        assertTrue(deep.isDone(), "X-2: a context 50,000 levels below the one that was cancelled is not done");
        assertEquals(1, ran.get(), "X-2: its action did not run");
        assertThrows(CancelledException.class, deep::check);
        assertThrows(CancelledException.class, root.withCancel()::check, "X-2: a child made afterwards is done, too");
    }

    @Test
    void x02_closingTwiceChangesNothing() {
        Cancellable context = Context.background().withCancel();
        AtomicInteger ran = new AtomicInteger();
        context.onDone(ran::incrementAndGet);
        context.close();
        context.close();
        assertEquals(1, ran.get(), "X-5: the action ran again");
        assertTrue(context.isDone());
    }

    @Test
    void x02_aTreeIsMadeAndCancelledWhileInterrupted() {
        Thread.currentThread().interrupt();
        Cancellable context = Context.background().withCancel();
        AtomicInteger ran = new AtomicInteger();
        context.onDone(ran::incrementAndGet);
        context.close();
        assertEquals(1, ran.get());
        assertTrue(Thread.interrupted(), "close takes no notice of interrupts, and keeps them");
    }

    @ParameterizedTest
    @MethodSource
    void x03_timeoutOfZeroOrLessIsDoneAtOnce(Duration timeout) {
        Context context = Context.background().withTimeout(timeout);
        assertTrue(context.isDone(), "X-3: a timeout of " + timeout + " is not done at once");
        assertEquals(Optional.of(Duration.ZERO), context.remaining());
        assertThrows(DeadlineExceededException.class, context::check);
        assertTrue(context.withTimeout(AN_HOUR).isDone(), "X-3: a child outlives its parent");
        assertTrue(context.withCancel().isDone(), "X-3: a child outlives its parent");
    }

    static Stream<Duration> x03_timeoutOfZeroOrLessIsDoneAtOnce() {
        return Stream.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofHours(-1), Duration.ofSeconds(Long.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource
    void x03_timeoutThatOverflowsIsSaturated(Duration timeout) {
        Context context = Context.background().withTimeout(timeout);
        assertFalse(context.isDone(), "X-3: a timeout of " + timeout + " is done at once");
        assertFarthest(context);
        assertFarthest(context.withTimeout(timeout).withCancel().withTimeout(timeout));
    }

    static Stream<Duration> x03_timeoutThatOverflowsIsSaturated() {
        return Stream.of(
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofNanos(Long.MAX_VALUE),
                FARTHEST.plusNanos(1),
                FARTHEST,
                FARTHEST.minusNanos(1));
    }

    private static void assertFarthest(Context context) {
        Duration remaining = context.remaining().orElseThrow();
        assertTrue(
                remaining.compareTo(FARTHEST) <= 0 && remaining.compareTo(FARTHEST.minusMinutes(1)) > 0,
                () -> "X-3: remaining " + remaining);
    }

    @ParameterizedTest
    @MethodSource
    void x03_deadlineNowOrEarlierIsDoneAtOnce(Instant deadline) {
        assertTrue(Context.background().withDeadline(deadline).isDone(), "X-3: a deadline of " + deadline);
    }

    static Stream<Instant> x03_deadlineNowOrEarlierIsDoneAtOnce() {
        return Stream.of(
                Instant.now(), Instant.EPOCH, Instant.MIN, Instant.now().minusSeconds(1));
    }

    @Test
    void x03_deadlineInTheFutureIsTakenOverOrSaturated() {
        Duration remaining = Context.background()
                .withDeadline(Instant.now().plus(AN_HOUR))
                .remaining()
                .orElseThrow();
        assertTrue(remaining.compareTo(AN_HOUR) <= 0, () -> "X-3: remaining " + remaining);
        assertTrue(remaining.compareTo(AN_HOUR.minusMinutes(5)) > 0, () -> "X-3: remaining " + remaining);
        assertFarthest(Context.background().withDeadline(Instant.MAX));
    }

    @Test
    void x03_aLaterDeadlineDoesNotReplaceAnEarlierOne() {
        Context parent = Context.background().withTimeout(Duration.ofMinutes(1)).withCancel();
        for (Context child : new Context[] {
            parent.withTimeout(AN_HOUR),
            parent.withDeadline(Instant.MAX),
            parent.withCancel().withTimeout(FARTHEST)
        }) {
            assertEquals(Deadline.of(parent), Deadline.of(child), "X-3: a child's deadline is later than its parent's");
        }
        Context sooner = parent.withTimeout(Duration.ofSeconds(1));
        assertTrue(sooner.remaining().orElseThrow().compareTo(Duration.ofSeconds(1)) <= 0);
    }

    @Test
    void textTellsTheState() {
        Cancellable context = Context.background().withCancel();
        Context child = context.withTimeout(Duration.ZERO);
        assertEquals("Context[cancellable]", context.toString());
        assertEquals("Context[remaining PT0S]", child.toString());
        context.close();
        assertEquals("Context[cancelled]", context.toString());
        assertEquals("Context[cancelled, remaining PT0S]", child.toString());
    }
}
