package dev.feedhub.hub;

import dev.feedhub.Delivery;
import dev.feedhub.Listener;
import dev.feedhub.interleavings.Interleavings;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener in all interleavings: whatever runs at the same time, it looks like a queue that drops its oldest. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenerInterleavingsTest {
    private static final int CAPACITY = 2;

    @Test
    void l03_aListenerIsAQueueThatDropsItsOldestInEveryInterleaving() {
        Interleavings.checkAgainst(DropOldestQueue.class, ListenerOperations.class, 8, 100);
    }

    /** What one hub, one taker, and anybody may call. */
    public static class ListenerOperations {
        private final ManualChannel channel = new ManualChannel(CAPACITY);
        private final Listener<String> listener = channel.listener();

        @Operation(nonParallelGroup = "hub")
        public void dispatch() {
            channel.dispatch(1, 0);
        }

        @Operation(nonParallelGroup = "taker")
        public String poll() {
            Delivery<String> next = ManualChannel.poll(listener);
            return next == null ? "nothing" : next.entry().cursor().position() + " after a loss of " + next.lost();
        }

        @Operation
        public long lost() {
            return listener.lost();
        }

        @Operation
        public void close() {
            listener.close();
        }
    }

    /** The model: no loss is unreported, L-4, none is counted twice, and what was queued at close stays. */
    public static class DropOldestQueue {
        private final Queue<Long> queue = new ArrayDeque<>();
        private long position;
        private long lost;
        private long reported;
        private boolean closed;

        public void dispatch() {
            position++;
            if (!closed) {
                queue.add(position);
            }
            if (queue.size() > CAPACITY) {
                queue.remove();
                lost++;
            }
        }

        public String poll() {
            if (queue.isEmpty()) {
                return "nothing";
            }
            String next = queue.remove() + " after a loss of " + (lost - reported);
            reported = lost;
            return next;
        }

        public long lost() {
            return lost;
        }

        public void close() {
            closed = true;
        }
    }
}
