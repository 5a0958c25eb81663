package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.interleavings.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cancelling against waiting, registering and unregistering, in all interleavings. Deadlines are for {@link ContextRaceTest}. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContextInterleavingsTest {
    @Test
    void x01_cancellingWakesWhoeverIsAboutToWait() {
        Interleavings.check(CancelAgainstWait.class, 150);
    }

    @Test
    void x05_anActionRunsOnceThoughBothAncestorsAreCancelled() {
        Interleavings.check(CancelTwice.class, 100);
    }

    @Test
    void x05_anActionThatIsRegisteredWhileCancelledRunsOnceAndIsForgotten() {
        Interleavings.check(CancelAgainstRegister.class, 100);
    }

    @Test
    void x05_anActionRunsOnceThoughBothAncestorsAreCancelledWhileItIsRegistered() {
        Interleavings.check(CancelTwiceAgainstRegister.class, 60);
    }

    @Test
    void x05_anActionThatIsUnregisteredBeforeItsTurnDoesNotRunAndIsForgotten() {
        Interleavings.check(CancelAgainstUnregister.class, 100);
    }

    private static CancellableContext cancellable(Context parent) {
        return (CancellableContext) parent.withCancel();
    }

    private static void requireNothingLeft(CancellableContext... nodes) {
        for (CancellableContext node : nodes) {
            assertEquals(0, node.registered(), "X-4: actions that are left");
        }
    }

    /** The wait of every call of the API, while its parent is cancelled. */
    public static class CancelAgainstWait {
        private final CancellableContext parent = cancellable(Context.background());
        private final CancellableContext child = cancellable(parent);

        @Operation
        public void a_waits() {
            Thread waiter = Thread.currentThread();
            Registration wakeUp = child.onCancel(() -> LockSupport.unpark(waiter));
            while (!child.isDone()) {
                Interleavings.park();
            }
            wakeUp.close();
        }

        @Operation
        public void b_cancels() {
            parent.close();
        }

        @Validate
        public void validate() {
            requireNothingLeft(parent, child);
        }
    }

    public static class CancelTwice {
        private final CancellableContext parent = cancellable(Context.background());
        private final CancellableContext child = cancellable(parent);
        private final AtomicInteger ran = new AtomicInteger();

        public CancelTwice() {
            child.onDone(ran::incrementAndGet);
        }

        @Operation
        public void a_cancelsParent() {
            parent.close();
        }

        @Operation
        public void b_cancelsChild() {
            child.close();
        }

        @Validate
        public void validate() {
            assertEquals(1, ran.get(), "X-5: how often the action ran");
            requireNothingLeft(parent, child);
        }
    }

    /** Only the child is cancelled: what is left with the parent would stay there. */
    public static class CancelAgainstRegister {
        private final CancellableContext parent = cancellable(Context.background());
        private final CancellableContext child = cancellable(parent);
        private final AtomicInteger ran = new AtomicInteger();

        @Operation
        public void a_registers() {
            child.onDone(ran::incrementAndGet);
        }

        @Operation
        public void b_cancels() {
            child.close();
        }

        @Validate
        public void validate() {
            assertEquals(1, ran.get(), "X-5: how often the action ran");
            requireNothingLeft(parent, child);
        }
    }

    public static class CancelTwiceAgainstRegister {
        private final CancellableContext parent = cancellable(Context.background());
        private final CancellableContext child = cancellable(parent);
        private final AtomicInteger ran = new AtomicInteger();

        @Operation
        public void a_registers() {
            child.onDone(ran::incrementAndGet);
        }

        @Operation
        public void b_cancelsParent() {
            parent.close();
        }

        @Operation
        public void c_cancelsChild() {
            child.close();
        }

        @Validate
        public void validate() {
            assertEquals(1, ran.get(), "X-5: how often the action ran");
            requireNothingLeft(parent, child);
        }
    }

    /** Of two actions the second is unregistered. The first, which runs before it, may find that done: it has lost its turn. */
    public static class CancelAgainstUnregister {
        private final CancellableContext parent = cancellable(Context.background());
        private final CancellableContext child = cancellable(parent);
        private final AtomicInteger ran = new AtomicInteger();
        private int ranWhenUnregistered;
        private volatile boolean unregistered;
        private boolean unregisteredBefore;

        @Operation
        public void a_registersAndUnregisters() {
            child.onDone(() -> unregisteredBefore = unregistered);
            child.onDone(ran::incrementAndGet).close();
            ranWhenUnregistered = ran.get();
            unregistered = true;
        }

        @Operation
        public void b_cancels() {
            child.close();
        }

        @Validate
        public void validate() {
            int most = unregisteredBefore ? ranWhenUnregistered : 1;
            assertTrue(ran.get() <= most, () -> "X-5: the action ran " + ran.get() + " times, at most " + most);
            requireNothingLeft(parent, child);
        }
    }
}
