package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.Context;
import dev.feedhub.DeadlineExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which thread searches the store, and when it stops. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SearchesTest {
    private static final Context REQUEST = Context.background().withTimeout(Duration.ofMinutes(5));

    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final Cancellable session = Context.background().withCancel();
    private final Searches searches = new Searches(session);

    @AfterEach
    void close() {
        session.close();
        searches.close();
    }

    /** Ends only with its context. */
    private static Thread endless(Context ctx) throws InterruptedException {
        while (true) {
            ctx.check();
            Thread.sleep(1);
        }
    }

    @Test
    void aShortOneIsRunByTheCaller() throws Exception {
        assertSame(Thread.currentThread(), searches.run(REQUEST, ctx -> Thread.currentThread()));
    }

    @Test
    void oneThatLastsIsBegunAnewOnAnotherThread() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        Thread other =
                searches.run(REQUEST, ctx -> begun.incrementAndGet() == 1 ? endless(ctx) : Thread.currentThread());
        assertNotSame(Thread.currentThread(), other);
        assertEquals(2, begun.get());
        assertTrue(other.isDaemon());
    }

    @Test
    void whatEndsALastingOneIsToldToTheCaller() {
        AtomicInteger begun = new AtomicInteger();
        assertThrows(
                Fault.class,
                () -> searches.run(REQUEST, ctx -> {
                    if (begun.incrementAndGet() == 1) {
                        return endless(ctx);
                    }
                    throw Fault.invalidParams("of a test");
                }));
    }

    @Test
    void theTimeForARequestEndsIt() {
        Context brief = Context.background().withTimeout(Duration.ofMillis(100));
        assertThrows(DeadlineExceededException.class, () -> searches.run(brief, SearchesTest::endless));
    }

    /** Several at the same time. */
    private List<FutureTask<Thread>> start(OwnThreads.Work<Thread> search) {
        List<FutureTask<Thread>> tasks = new ArrayList<>();
        for (int i = 0; i < 2 * THREADS; i++) {
            FutureTask<Thread> task = new FutureTask<>(() -> searches.run(REQUEST, search));
            tasks.add(task);
            new Thread(task, "caller").start();
        }
        return tasks;
    }

    @Test
    void noMoreLastAtATimeThanThereAreCores() throws Exception {
        AtomicInteger searching = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<FutureTask<Thread>> tasks = start(ctx -> {
            if (Thread.currentThread().getName().equals("caller")) {
                return endless(ctx);
            }
            most.accumulateAndGet(searching.incrementAndGet(), Math::max);
            Thread.sleep(50);
            searching.decrementAndGet();
            return Thread.currentThread();
        });
        for (FutureTask<Thread> task : tasks) {
            assertNotNull(task.get());
        }
        assertEquals(THREADS, most.get());
    }

    @Test
    void theTimeForARequestEndsOneThatWaitsForAThread() throws Exception {
        AtomicInteger lasting = new AtomicInteger();
        for (int i = 0; i < THREADS; i++) {
            FutureTask<Thread> other = new FutureTask<>(() -> searches.run(Context.background(), ctx -> {
                lasting.incrementAndGet();
                return endless(ctx);
            }));
            new Thread(other, "caller").start();
        }
        while (lasting.get() < 2 * THREADS) {
            Thread.sleep(1); // until each is on its second thread
        }
        Context brief = Context.background().withTimeout(Duration.ofMillis(100));
        assertThrows(DeadlineExceededException.class, () -> searches.run(brief, SearchesTest::endless));
    }

    @Test
    void theEndOfTheServerEndsThoseThatSearchAndThoseThatWaitForAThread() throws Exception {
        CountDownLatch lasting = new CountDownLatch(1);
        List<FutureTask<Thread>> tasks = start(ctx -> {
            if (!Thread.currentThread().getName().equals("caller")) {
                lasting.countDown();
            }
            return endless(ctx);
        });
        lasting.await();
        session.close();
        for (FutureTask<Thread> task : tasks) {
            ExecutionException ended = assertThrows(ExecutionException.class, task::get);
            assertInstanceOf(CancelledException.class, ended.getCause());
        }
    }
}
