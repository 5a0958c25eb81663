package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.ClosedException;
import dev.feedhub.ConcurrentUseException;
import dev.feedhub.Context;
import dev.feedhub.Listener;
import dev.feedhub.interleavings.Interleavings;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Takers that wait, in all interleavings: whoever is not woken waits for ever, which is a failure. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitingInterleavingsTest {
    private static final Context FOREVER = Context.background();

    @Test
    void x01_aWokenTakerThatIsCancelledPassesTheWakeUpOn() {
        Interleavings.check(WokenAndCancelled.class, 200);
    }

    @Test
    void x01_aTakerThatIsCancelledAfterALongRunLeavesTheEntry() {
        Interleavings.check(CancelledAfterALongRun.class, 100);
    }

    @Test
    void l07_closeWakesTheTakerAndTakesNothing() {
        Interleavings.check(CloseAgainstNext.class, 200);
    }

    @Test
    void l07_theEndOfTheHubWakesTheTakerAfterTheLastEntry() {
        Interleavings.check(EndAgainstNext.class, 200);
    }

    @Test
    void l10_ofTwoTakersAtATimeOneTakesOrBothOneAfterTheOther() {
        Interleavings.check(TwoTakers.class, 100);
    }

    /** The hub wakes one of two takers, which may be the one that gives up. */
    public static class WokenAndCancelled {
        private final ManualChannel channel = new ManualChannel(2);
        private final Listener<String> first = channel.listener();
        private final Listener<String> second = channel.listener();
        private final Cancellable ctx = FOREVER.withCancel();

        @Operation
        public void a_cancelled() throws InterruptedException {
            try {
                first.next(ctx);
            } catch (CancelledException cancelled) {
                assertTrue(first.queued() <= 1, "L-3");
            }
        }

        @Operation
        public void b_patient() throws InterruptedException {
            assertEquals(0, second.next(FOREVER).lost(), "L-8");
        }

        @Operation
        public void c_hub() {
            channel.dispatch(1, 1);
            ctx.close();
        }
    }

    /** A taker that yields first, since it comes after a long run. */
    public static class CancelledAfterALongRun {
        private final ManualChannel channel = new ManualChannel(Yielding.LONG_RUN);
        private final Listener<String> listener = channel.listener();
        private final Cancellable ctx = FOREVER.withCancel();
        private boolean cancelled;

        public CancelledAfterALongRun() {
            channel.dispatch(Yielding.LONG_RUN, 0);
            assertEquals(Yielding.LONG_RUN, listener.drain(Yielding.LONG_RUN, (entry, lost) -> {}));
        }

        @Operation
        public void a_taker() throws InterruptedException {
            try {
                assertEquals(0, listener.next(ctx).lost(), "L-3");
            } catch (CancelledException end) {
                cancelled = true;
            }
        }

        @Operation
        public void b_hub() {
            ctx.close();
            channel.dispatch(1, 1);
        }

        @Validate
        public void validate() {
            assertEquals(cancelled ? 1 : 0, listener.queued(), "X-1: the entry was left");
            assertEquals(0, listener.lost(), "L-3");
        }
    }

    public static class CloseAgainstNext {
        private final ManualChannel channel = new ManualChannel(2);
        private final Listener<String> listener = channel.listener();
        private int taken;
        private boolean closed;

        @Operation
        public void a_taker() throws InterruptedException {
            try {
                listener.next(FOREVER);
                taken++;
            } catch (ClosedException end) {
                closed = true;
            }
        }

        @Operation
        public void b_closer() {
            listener.close();
        }

        @Operation
        public void c_hub() {
            channel.dispatch(1, 2);
        }

        @Validate
        public void validate() {
            assertEquals(closed ? 0 : 1, taken);
            assertNull(ManualChannel.poll(listener), "L-6: what the taker left");
            assertEquals(0, listener.queued());
            assertEquals(0, listener.lost(), "L-3");
        }
    }

    public static class EndAgainstNext {
        private final ManualChannel channel = new ManualChannel(2);
        private final Listener<String> listener = channel.listener();
        private int taken;

        @Operation
        public void a_taker() throws InterruptedException {
            try {
                while (true) {
                    listener.next(FOREVER);
                    taken++;
                }
            } catch (ClosedException end) {
                assertEquals(0, listener.queued(), "L-6: queued when told that it is closed");
            }
        }

        @Operation
        public void b_hub() {
            channel.dispatch(1, 2);
            channel.channel.end(() -> new ClosedException("the hub"));
        }

        @Validate
        public void validate() {
            assertEquals(1, taken, "L-6: what was queued comes before closed");
        }
    }

    public static class TwoTakers {
        private final ManualChannel channel = new ManualChannel(2);
        private final Listener<String> listener = channel.listener();
        private final long[] taken = new long[2];

        public TwoTakers() {
            channel.dispatch(2, 0);
        }

        private void take(int taker) {
            try {
                taken[taker] = listener.drain(2, (entry, lost) -> {});
            } catch (ConcurrentUseException refused) {
                taken[taker] = 0;
            }
        }

        @Operation
        public void a_taker() {
            take(0);
        }

        @Operation
        public void b_taker() {
            take(1);
        }

        @Validate
        public void validate() {
            assertEquals(2, taken[0] + taken[1], "L-10: taken by both together");
            assertEquals(0, listener.queued() + listener.lost(), "L-3");
        }
    }
}
