package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.Listener;
import dev.feedhub.interleavings.Interleavings;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The hub goes once around the ring while somebody reads it, in all interleavings: the slot that is read may be the one that is
 * being written. The ring has room for four entries, of which a listener keeps two.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OvertakingInterleavingsTest {
    @Test
    void l08_anOvertakenTakerTakesWhatItCountsAsTaken() {
        Interleavings.check(Taker.class, 100);
    }

    @Test
    void l06_anOvertakenCloseKeepsWhatWasQueued() {
        Interleavings.check(Closer.class, 100);
    }

    public static class Taker {
        private final ManualChannel channel = new ManualChannel(2);
        private final Account account = new Account(channel.listener());

        public Taker() {
            channel.dispatch(1, 0);
        }

        @Operation
        public void a_taker() {
            account.take();
        }

        @Operation
        public void b_hub() {
            channel.dispatch(4, 0);
        }

        @Validate
        public void validate() {
            account.takeAll();
            assertEquals(5, account.through(), "L-3: taken or lost");
        }
    }

    public static class Closer {
        private final ManualChannel channel = new ManualChannel(2);
        private final Listener<String> listener = channel.listener();
        private final Account account = new Account(listener);

        public Closer() {
            channel.dispatch(1, 0);
        }

        @Operation
        public void a_closer() {
            listener.close();
        }

        @Operation
        public void b_hub() {
            channel.dispatch(4, 0);
        }

        @Validate
        public void validate() {
            int queued = listener.queued();
            long lost = listener.lost();
            account.takeAll();
            assertEquals(account.through(), queued + lost, "L-3: queued or lost when closed");
        }
    }
}
