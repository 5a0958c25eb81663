package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ItemRingTest {
    private static final long STRESS_NANOS = 700_000_000L;

    private record Item(int producer, long number) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 1000})
    void f03_holdsExactlyItsCapacity(int capacity) {
        ItemRing<Integer> ring = new ItemRing<>(capacity);
        Thread me = Thread.currentThread();
        long number = 0;
        for (int lap = 0; lap < 3; lap++) {
            for (int i = 0; i < capacity; i++) {
                assertFalse(ring.isFull());
                assertEquals(number++, ring.offer(i, me));
            }
            assertTrue(ring.isFull());
            assertEquals(ItemRing.FULL, ring.offer(-1, me));
            for (int i = 0; i < capacity; i++) {
                assertEquals(capacity - i, ring.waiting().length);
                assertEquals(i, ring.waiting()[0], "F-2: the order of the items");
                ring.remove(1);
                assertFalse(ring.isFull());
            }
            assertEquals(0, ring.waiting().length);
        }
        assertEquals(number, ring.accepted());
    }

    @Test
    void f06_closeKeepsWhatWasAcceptedAndNothingElse() {
        ItemRing<Integer> ring = new ItemRing<>(4);
        ring.offer(1, Thread.currentThread());
        ring.close();
        ring.close();
        assertTrue(ring.isClosed());
        assertEquals(ItemRing.CLOSED, ring.offer(2, Thread.currentThread()));
        assertArrayEquals(new Object[] {1}, ring.waiting());
        ring.remove(1);
        assertTrue(ring.isEmpty());
        assertEquals(1, ring.accepted());
        assertFalse(ring.announcePark(), "a closed ring gives nobody a reason to wait");
    }

    @Test
    void parkIsNotAnnouncedWhileThereIsSomething() {
        ItemRing<Integer> ring = new ItemRing<>(4);
        assertTrue(ring.announcePark());
        assertTrue(ring.announcePark(), "again, after a wake-up without an item");
        assertEquals(0, ring.offer(1, Thread.currentThread()), "the parked flag is not part of the number");
        LockSupport.parkNanos(1); // uses up the permit
        assertFalse(ring.announcePark());
        assertEquals(1, ring.offer(2, Thread.currentThread()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    void f02_producersAgainstAConsumerThatParks(int capacity) throws Exception {
        ItemRing<Item> ring = new ItemRing<>(capacity);
        Thread consumer = Thread.currentThread();
        AtomicLong accepted = new AtomicLong();
        List<TestThread<Void>> producers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int producer = i;
            producers.add(TestThread.start(() -> produce(ring, producer, consumer, accepted)));
        }
        long[] next = new long[3];
        long taken = 0;
        long closeAt = System.nanoTime() + STRESS_NANOS;
        while (!ring.isClosed() || !ring.isEmpty()) {
            if (!ring.isClosed() && System.nanoTime() - closeAt > 0) {
                ring.close();
            }
            Object[] waiting = ring.waiting();
            int removed = Math.min(waiting.length, 1 + (int) (taken % 50));
            for (Object each : Arrays.copyOf(waiting, removed)) {
                Item item = (Item) each;
                assertEquals(next[item.producer]++, item.number, "F-2: the order of one producer's items");
            }
            ring.remove(removed);
            taken += removed;
            if (ring.announcePark()) {
                LockSupport.park(); // a wake-up that is lost hangs the test
            }
        }
        for (TestThread<Void> producer : producers) {
            producer.result();
        }
        assertEquals(accepted.get(), taken, "F-1: what was accepted is taken once");
        assertEquals(taken, ring.accepted());
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static Void produce(ItemRing<Item> ring, int producer, Thread consumer, AtomicLong accepted) {
        for (long number = 0; ; ) {
            long outcome = ring.offer(new Item(producer, number), consumer);
            if (outcome == ItemRing.CLOSED) {
                accepted.addAndGet(number);
                return null;
            } else if (outcome == ItemRing.FULL) {
                Thread.yield();
            } else {
                number++;
                if ((number & 63) == 0) {
                    LockSupport.parkNanos(1_000); // so that the consumer gets to park
                }
            }
        }
    }
}
