package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cancelling, registering, unregistering and deadlines against one another, on real threads that meet before each round. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContextRaceTest {
    private static final int ROUNDS = 2_000;
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void x05_actionRunsOnceWhenCancelledByTwo() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            CancellableContext parent = cancellable(Context.background());
            CancellableContext child = cancellable(parent.withTimeout(AN_HOUR));
            AtomicInteger ran = new AtomicInteger();
            child.onDone(ran::incrementAndGet);
            race(parent::close, child::close, child::close);
            assertEquals(1, ran.get(), "X-5: how often the action ran");
            assertNothingLeft(parent, child);
        }
    }

    @Test
    void x05_actionRunsOnceWhenRegisteredWhileCancelled() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            CancellableContext parent = cancellable(Context.background());
            CancellableContext child = cancellable(parent);
            AtomicInteger ran = new AtomicInteger();
            race(parent::close, child::close, () -> child.onDone(ran::incrementAndGet));
            assertEquals(1, ran.get(), "X-5: how often the action ran");
            assertNothingLeft(parent, child);
        }
    }

    @Test
    void x05_actionRunsAtMostOnceWhenUnregisteredWhileCancelled() throws Exception {
        int ranAtAll = 0;
        for (int round = 0; round < ROUNDS; round++) {
            CancellableContext parent = cancellable(Context.background());
            AtomicInteger ran = new AtomicInteger();
            CancellableContext child = cancellable(parent.withTimeout(AN_HOUR));
            Registration registration = child.onDone(ran::incrementAndGet);
            if (round % 2 == 0) {
                race(parent::close, child::close, registration::close);
            } else {
                race(registration::close, parent::close, child::close);
            }
            assertTrue(ran.get() <= 1, () -> "X-5: the action ran " + ran.get() + " times");
            ranAtAll += ran.get();
            assertNothingLeft(parent, child);
        }
        assertTrue(ranAtAll < ROUNDS, "X-5: unregistering never came first: there was no race");
    }

    @Test
    void x05_actionRunsOnceWhenTheDeadlineMeetsACancellation() throws Exception {
        int timers = DoneAction.timers();
        for (int round = 0; round < ROUNDS; round++) {
            CancellableContext parent = cancellable(Context.background());
            AtomicInteger ran = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(1);
            Duration timeout = Duration.ofNanos(round * 20L);
            race(
                    parent::close,
                    () -> parent.withTimeout(timeout).onDone(() -> {
                        ran.incrementAndGet();
                        done.countDown();
                    }));
            done.await();
            assertEquals(1, ran.get(), "X-5: how often the action ran");
            assertNothingLeft(parent);
        }
        assertEquals(timers, DoneAction.timers(), "X-4: timers that are left");
    }

    /** The registration climbs a long way; when its first node is cancelled meanwhile, the rest must forget it, too. */
    @Test
    void x04_actionRegisteredWhileCancelledStaysWithNoAncestor() throws Exception {
        for (int round = 0; round < 200; round++) {
            List<CancellableContext> chain = new ArrayList<>(List.of(cancellable(Context.background())));
            for (int i = 1; i < 1_000; i++) {
                chain.add(cancellable(chain.get(i - 1)));
            }
            CancellableContext lowest = chain.get(chain.size() - 1);
            AtomicInteger ran = new AtomicInteger();
            race(() -> lowest.onDone(ran::incrementAndGet), () -> {
                while (lowest.registered() == 0) {
                    Thread.onSpinWait();
                }
                lowest.close();
            });
            assertEquals(1, ran.get(), "X-5: how often the action ran");
            assertNothingLeft(chain.toArray(CancellableContext[]::new));
        }
    }

    @Test
    void whatHappenedBeforeCancellingIsVisible() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            CancellableContext parent = cancellable(Context.background());
            Context child = parent.withTimeout(AN_HOUR);
            int[] written = new int[1];
            AtomicReference<Integer> read = new AtomicReference<>();
            race(
                    () -> {
                        written[0] = 7;
                        parent.close();
                    },
                    () -> {
                        while (!child.isDone()) {
                            Thread.onSpinWait();
                        }
                        read.set(written[0]);
                    });
            assertEquals(7, read.get());
        }
    }

    private static CancellableContext cancellable(Context parent) {
        return (CancellableContext) parent.withCancel();
    }

    private static void assertNothingLeft(CancellableContext... nodes) {
        for (CancellableContext node : nodes) {
            assertEquals(0, node.registered(), "X-4: actions that are left");
        }
    }

    /** Runs each action on a thread of its own, all at about the same moment, and waits for them. */
    @SuppressWarnings("ThreadPriorityCheck") // spinning alone would keep the core from the thread that is awaited
    private void race(Runnable... actions) throws InterruptedException, ExecutionException {
        AtomicInteger missing = new AtomicInteger(actions.length);
        List<Future<?>> ends = new ArrayList<>();
        for (Runnable action : actions) {
            ends.add(threads.submit(() -> {
                missing.decrementAndGet();
                while (missing.get() > 0) {
                    Thread.yield();
                }
                action.run();
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
    }
}
