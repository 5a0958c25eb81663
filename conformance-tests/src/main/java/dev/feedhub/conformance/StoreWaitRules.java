package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.store.Store;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a reader beside a writer waits for the store to change. */
interface StoreWaitRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck(
            "that awaitChange compares the newest position with the one it is given, before it waits and after")
    default void s17_awaitChangeReturnsOnceThereIsMore() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            Cursor first = Records.append(store, "a");
            assertTrue(store.awaitChange(Task.patience(), 0), "there is more already");
            Task<Boolean> waiter = Task.start(() -> store.awaitChange(Task.patience(), first.position()));
            waiter.awaitParked();
            Records.append(store, "b");
            assertEquals(true, waiter.result());
        }
    }

    @Test
    @IfThisFailsCheck("that awaitChange is woken by its context, by an interrupt and by close")
    default void s17_awaitChangeEndsWithItsContextOrWithTheStore() {
        try (Workspace workspace = new Workspace(this)) {
            Cancellable session = Context.background().withCancel();
            Store store = workspace.open();
            Task<Boolean> cancelled = Task.start(() -> store.awaitChange(session, 0));
            Task<Boolean> interrupted = Task.start(() -> store.awaitChange(Task.patience(), 0));
            Task<Boolean> closed = Task.start(() -> store.awaitChange(Task.patience(), 0));
            cancelled.awaitParked();
            interrupted.awaitParked();
            closed.awaitParked();
            assertThrows(
                    DeadlineExceededException.class,
                    () -> store.awaitChange(Context.background().withTimeout(Duration.ofMillis(5)), 0));
            session.close();
            cancelled.failure(CancelledException.class);
            interrupted.thread().interrupt();
            interrupted.failure(InterruptedException.class);
            store.close();
            closed.failure(ClosedException.class);
        }
    }

    @Test
    @IfThisFailsCheck(
            "the order in which awaitChange looks at the interrupted status, its context, and whether the store is closed")
    default void w01_awaitChangeKeepsThePrecedence() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            Records.append(store, "a");
            Cancellable done = Context.background().withCancel();
            done.close();
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> store.awaitChange(done, 0), "interrupted, done and ready");
            assertFalse(Thread.interrupted(), "the interrupted status is left");
            assertThrows(CancelledException.class, () -> store.awaitChange(done, 0), "done and ready");
            store.close();
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> store.awaitChange(done, 0), "interrupted, done and closed");
            assertThrows(CancelledException.class, () -> store.awaitChange(done, 0), "done and closed");
            assertThrows(ClosedException.class, () -> store.awaitChange(Task.patience(), 0), "closed");
        }
    }
}
