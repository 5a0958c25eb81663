package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.Listener;
import dev.feedhub.interleavings.Interleavings;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener that is closed while the hub publishes and a taker takes, in all interleavings. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClosingInterleavingsTest {
    @Test
    void l06_nothingIsTakenBeyondWhereAListenerWasClosed() {
        Interleavings.check(CloseAgainstTake.class, 100);
    }

    /** What the taker has got is the beginning, what is queued at the end is the rest. */
    public static class CloseAgainstTake {
        private final ManualChannel channel = new ManualChannel(2);
        private final Listener<String> listener = channel.listener();
        private final Account account = new Account(listener);

        @Operation
        public void a_closer() {
            listener.close();
        }

        @Operation
        public void b_hub() {
            channel.dispatch(1, 0);
        }

        @Operation
        public void c_taker() {
            account.take();
        }

        @Validate
        public void validate() {
            long through = account.through() + listener.queued() + listener.lost();
            account.takeAll();
            assertEquals(account.through(), through, "L-3: taken, queued or lost when closed");
        }
    }
}
