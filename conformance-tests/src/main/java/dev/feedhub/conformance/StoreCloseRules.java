package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.ClosedException;
import dev.feedhub.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What closing a store does. */
interface StoreCloseRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck("that every call looks whether the store is closed before it touches what close has released")
    default void s10_afterCloseEveryCallThrowsClosed() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            Records.append(store, Records.numbered(1, 3));
            store.close();
            List<Executable> calls = List.of(
                    () -> store.append(Task.patience(), Records.numbered(4, 1)),
                    () -> store.span(Task.patience()),
                    () -> store.read(Task.patience(), Records.ALL),
                    () -> store.count(Task.patience(), Records.ALL),
                    () -> store.firstAtOrAfter(Task.patience(), Records.START),
                    () -> store.trim(Task.patience(), 1),
                    () -> store.awaitChange(Task.patience(), 3),
                    () -> store.sync(Task.patience()));
            for (int i = 0; i < calls.size(); i++) {
                assertThrows(
                        ClosedException.class,
                        calls.get(i),
                        "call " + i + " of append, span, read, count, " + "firstAtOrAfter, trim, awaitChange, sync");
            }
        }
    }

    @Test
    @IfThisFailsCheck("that a second close does nothing, from whichever thread, also while the first is at work")
    default void s10_closeIsIdempotentFromAnyThread() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            Records.append(store, "a");
            List<Task<Boolean>> closers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                closers.add(Task.run(store::close));
            }
            store.close();
            closers.forEach(Task::result);
            Thread.currentThread().interrupt();
            store.close();
            assertTrue(Thread.interrupted(), "close cleared the interrupted status");
        }
    }

    @Test
    @IfThisFailsCheck("that close waits for the calls in progress before it releases what they use")
    default void s10_aCallInProgressCompletesOrThrowsClosed() {
        for (int round = 0; round < 10; round++) {
            try (Workspace workspace = new Workspace(this)) {
                Store store = workspace.open();
                Records.append(store, Records.numbered(1, 200));
                AtomicInteger calls = new AtomicInteger();
                List<Task<Boolean>> callers = new ArrayList<>();
                callers.add(Task.run(() -> untilClosed(calls, () -> Records.append(store, Records.numbered(1, 5)))));
                callers.add(Task.run(() -> untilClosed(calls, () -> store.read(Task.patience(), Records.ALL))));
                callers.add(Task.run(() -> untilClosed(calls, () -> store.count(Task.patience(), Records.ALL))));
                callers.add(Task.run(() -> untilClosed(calls, () -> {
                    store.span(Task.patience());
                    store.firstAtOrAfter(Task.patience(), Records.START.plusSeconds(1));
                })));
                Task.await("calls", () -> calls.get() > 20 || callers.stream().anyMatch(Task::isDone));
                store.close();
                callers.forEach(Task::result);
            }
        }
    }

    static void untilClosed(AtomicInteger calls, Task.Action call) throws Exception {
        try {
            while (true) {
                call.run();
                calls.incrementAndGet();
            }
        } catch (ClosedException closed) {
            calls.incrementAndGet();
        }
    }
}
