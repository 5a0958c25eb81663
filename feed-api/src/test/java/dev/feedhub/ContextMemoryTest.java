package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What contexts leave behind, which is nothing. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContextMemoryTest {
    private static final int MANY = 1_000_000;
    private static final Duration AN_HOUR = Duration.ofHours(1);

    @Test
    void x04_aMillionWaitsLeaveNothingBehind() {
        CancellableContext parent = (CancellableContext) Context.background().withCancel();
        int timers = DoneAction.timers();
        for (int i = 0; i < MANY; i++) {
            Registration registration = parent.withTimeout(AN_HOUR).onDone(() -> {});
            assertEquals(1, parent.registered(), "X-4: actions registered while one waits");
            registration.close();
        }
        assertEquals(0, parent.registered(), "X-4: actions that are left");
        assertEquals(timers, DoneAction.timers(), "X-4: timers that are left");
    }

    @Test
    void x04_aMillionChildrenThatNobodyWaitsOnAreUnknownToTheParent() {
        CancellableContext parent = (CancellableContext) Context.background().withCancel();
        for (int i = 0; i < MANY; i++) {
            Cancellable child = parent.withCancel();
            child.withTimeout(AN_HOUR).check();
            if (i % 2 == 0) {
                child.close();
            }
        }
        assertEquals(0, parent.registered(), "X-4: children that are left");
    }

    @Test
    void x04_waitingOnCancellationCostsNoTimer() {
        int timers = DoneAction.timers();
        Registration registration =
                Context.background().withTimeout(AN_HOUR).withCancel().onCancel(() -> {});
        assertEquals(timers, DoneAction.timers(), "X-4: timers of an action that no deadline runs");
        registration.close();
    }

    @Test
    void x04_actionsThatRanAreForgotten() {
        CancellableContext grandparent =
                (CancellableContext) Context.background().withCancel();
        CancellableContext parent = (CancellableContext) grandparent.withCancel();
        int timers = DoneAction.timers();
        for (int i = 0; i < 1_000; i++) {
            parent.withTimeout(AN_HOUR).onDone(() -> {});
        }
        assertEquals(1_000, grandparent.registered());
        parent.close();
        assertEquals(0, parent.registered(), "X-4: actions left with the one that was cancelled");
        assertEquals(0, grandparent.registered(), "X-4: actions left with its parent");
        assertEquals(timers, DoneAction.timers(), "X-4: timers that are left");
    }

    @Test
    void x04_droppedChildrenAreGarbageWhetherClosedOrNot() throws InterruptedException {
        Cancellable parent = Context.background().withCancel();
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        Set<Reference<?>> awaited = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Cancellable open = parent.withCancel();
            Cancellable closed = parent.withTimeout(AN_HOUR).withCancel();
            closed.close();
            Context waitedOn = parent.withTimeout(AN_HOUR);
            waitedOn.onDone(() -> {}).close();
            for (Object child : new Object[] {open, closed, waitedOn}) {
                awaited.add(new WeakReference<>(child, collected));
            }
        }
        while (!awaited.isEmpty()) {
            System.gc();
            for (Reference<?> next = collected.remove(100); next != null; next = collected.poll()) {
                assertTrue(awaited.remove(next));
            }
        }
        assertTrue(!parent.isDone(), "X-4: the parent outlives its children");
    }
}
