package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.ClosedException;
import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.HubConfig;
import dev.feedhub.interleavings.Interleavings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The feed's ring, and the publishers that wait for room in it, in all interleavings. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FeedInterleavingsTest {
    private static final HubConfig ONE_ITEM =
            HubConfig.builder().set(HubConfig.FEED_CAPACITY, 1).build();
    private static final NoneStore STORE = new NoneStore();

    @Test
    void f02_theRingIsABoundedQueueInEveryInterleaving() {
        Interleavings.checkAgainst(BoundedQueue.class, RingOperations.class, 5, 50);
    }

    @Test
    void f01_theConsumerThatParksIsWokenByTheItem() {
        Interleavings.check(ParkingConsumer.class, 100);
    }

    @Test
    void f03_aPublisherThatIsCancelledLeavesItsRoomToTheNext() {
        Interleavings.check(WokenAndCancelled.class, 100);
    }

    @Test
    void f04_aPublisherThatIsCancelledAndYieldsAddsNothing() {
        Interleavings.check(CancelledWhileFull.class, 100);
    }

    @Test
    void f05_closingEndsThePublishersThatWait() {
        Interleavings.check(CloseAgainstPublish.class, 100);
    }

    /** Producers on any thread, one consumer. */
    public static class RingOperations {
        private final ItemRing<Integer> ring = new ItemRing<>(2);

        @Operation
        public long offer() {
            return ring.offer(7, Thread.currentThread());
        }

        @Operation(nonParallelGroup = "consumer")
        public boolean take() {
            boolean taken = ring.waiting().length > 0;
            if (taken) {
                ring.remove(1);
            }
            return taken;
        }

        @Operation
        public void close() {
            ring.close();
        }

        @Operation
        public long accepted() {
            return ring.accepted();
        }
    }

    public static class BoundedQueue {
        private final Queue<Long> queue = new ArrayDeque<>();
        private long accepted;
        private boolean closed;

        public long offer() {
            if (closed) {
                return ItemRing.CLOSED;
            } else if (queue.size() == 2) {
                return ItemRing.FULL;
            }
            queue.add(accepted);
            return accepted++;
        }

        public boolean take() {
            return queue.poll() != null;
        }

        public void close() {
            closed = true;
        }

        public long accepted() {
            return accepted;
        }
    }

    /** The hub's loop, reduced to taking and parking. */
    public static class ParkingConsumer {
        private final ItemRing<Integer> ring = new ItemRing<>(2);
        private volatile @Nullable Thread consumer;

        @Operation
        public void a_consumer() {
            consumer = Thread.currentThread();
            for (int taken = 0; taken < 2; ) {
                int waiting = ring.waiting().length;
                if (waiting > 0) {
                    ring.remove(waiting);
                    taken += waiting;
                } else if (ring.announcePark()) {
                    Interleavings.park();
                }
            }
        }

        @Operation
        public void b_producer() {
            offer(1);
        }

        @Operation
        public void c_producer() {
            offer(2);
        }

        private void offer(int item) {
            Thread known = consumer;
            while (known == null) {
                Thread.onSpinWait();
                known = consumer;
            }
            assertTrue(ring.offer(item, known) >= 0);
        }
    }

    /** A feed with room for one item, which is taken. */
    private static BoundedFeed<String> fullFeed() {
        HubLifecycle lifecycle = new HubLifecycle("interleavings");
        lifecycle.hubThread(new Thread("hub"));
        StoreIndexer<String> indexer = new StoreIndexer<>(STORE, Codec.utf8(), new AppendRetry(Duration.ZERO));
        BoundedFeed<String> feed = new BoundedFeed<>(ONE_ITEM, indexer, lifecycle, new IndexedCount(lifecycle));
        assertTrue(feed.tryPublish("first", null));
        return feed;
    }

    /** Two publishers wait, one of whom gives up, and may do so with the room that it was called for. */
    public static class WokenAndCancelled {
        private final BoundedFeed<String> feed = fullFeed();
        private final Cancellable ctx = Context.background().withCancel();
        private volatile boolean cancelled;
        private volatile boolean published;
        private volatile @Nullable Thread hub;
        private int taken;

        @Operation
        public void a_cancelled() throws InterruptedException {
            try {
                feed.publish(ctx, "cancelled", null);
                LockSupport.unpark(hub);
            } catch (CancelledException end) {
                cancelled = true;
            }
        }

        @Operation
        public void b_patient() throws InterruptedException {
            feed.publish(Context.background(), "patient", null);
            published = true;
            LockSupport.unpark(hub);
        }

        @Operation
        public void c_hub() {
            hub = Thread.currentThread();
            take();
            ctx.close();
            take();
            while (!published) {
                Interleavings.park();
                take();
            }
        }

        private void take() {
            taken += feed.take(Long.MAX_VALUE).size();
        }

        @Validate
        public void validate() {
            take();
            take();
            assertEquals(cancelled ? 2 : 3, taken, "F-1, F-4: items taken");
        }
    }

    /** A publisher that yields first, since it is alone. */
    public static class CancelledWhileFull {
        private final BoundedFeed<String> feed = fullFeed();
        private final Cancellable ctx = Context.background().withCancel();
        private boolean cancelled;

        @Operation
        public void a_publisher() throws InterruptedException {
            try {
                feed.publish(ctx, "second", null);
            } catch (CancelledException end) {
                cancelled = true;
            }
        }

        @Operation
        public void b_hub() {
            ctx.close();
            feed.take(Long.MAX_VALUE);
        }

        @Validate
        public void validate() {
            assertEquals(cancelled ? 1 : 2, feed.accepted(), "F-4");
        }
    }

    /** The feed is closed while two wait, or are about to. */
    public static class CloseAgainstPublish {
        private final BoundedFeed<String> feed = fullFeed();

        private void publish() throws InterruptedException {
            try {
                feed.publish(Context.background(), "waited", null);
                throw new AssertionError("F-5: published though there was no room");
            } catch (ClosedException end) {
                assertEquals(1, feed.accepted(), "F-5");
            }
        }

        @Operation
        public void a_publisher() throws InterruptedException {
            publish();
        }

        @Operation
        public void b_publisher() throws InterruptedException {
            publish();
        }

        @Operation
        public void c_closer() {
            feed.close();
        }
    }
}
