package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Delivery;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.LabelFilter;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much the queues of listeners hold, in entries and in bytes, and that what is dropped is counted. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeldListenersTest {
    private static final Context SOON = Context.background().withTimeout(Duration.ofMinutes(1));
    private static final int SIZE = 1_000; // of an entry, with its label

    private Hub<byte[]> hub;
    private HeldListeners held;

    @BeforeEach
    void start() {
        hub = Hub.open(HubConfig.builder().set("feedhub.store", "memory").build(), Codec.bytes());
        held = new HeldListeners(hub, 10, Duration.ofMinutes(1), 10 * SIZE);
    }

    @AfterEach
    void stop() {
        held.close();
        hub.close();
    }

    private void publish(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            hub.feed().publish(SOON, "a", new byte[SIZE - 1]);
        }
        hub.flush(SOON);
    }

    @Test
    void theOldestBeyondTheBytesAreDroppedAndCounted() throws Exception {
        HeldListener listener = held.open(LabelFilter.any(), 100);
        held.keepWithinBytes(); // from now on it knows what is published
        publish(50);
        assertEquals(50, listener.queued());
        held.keepWithinBytes();
        assertEquals(10, listener.queued());
        assertEquals(40, listener.lost());
        publish(1);
        Delivery<byte[]> first = listener.next(SOON);
        assertEquals(40, first.lost());
        assertEquals(41, first.entry().cursor().position());
        for (int i = 42; i <= 51; i++) {
            Delivery<byte[]> next = listener.next(SOON);
            assertEquals(0, next.lost());
            assertEquals(i, next.entry().cursor().position());
        }
        assertEquals(0, listener.queued());
    }

    @Test
    void allHaveEqualShares() throws Exception {
        HeldListener one = held.open(LabelFilter.any(), 100);
        HeldListener two = held.open(LabelFilter.any(), 100);
        held.keepWithinBytes();
        publish(50);
        held.keepWithinBytes();
        assertEquals(5, one.queued());
        assertEquals(5, two.queued());
    }

    @Test
    void entriesThatFitAreLeftInTheQueue() throws Exception {
        HeldListener listener = held.open(LabelFilter.any(), 8);
        held.keepWithinBytes();
        publish(6);
        held.keepWithinBytes();
        assertEquals(6, listener.listener().queued());
    }

    @Test
    void itsCapacityIsThatOfAQueue() throws Exception {
        HeldListener listener = held.open(LabelFilter.any(), 20);
        held.keepWithinBytes();
        publish(12);
        held.keepWithinBytes(); // ten are kept
        publish(15);
        assertEquals(20, listener.queued());
        assertEquals(7, listener.lost());
        Delivery<byte[]> first = listener.next(SOON);
        assertEquals(7, first.lost());
        assertEquals(8, first.entry().cursor().position());
        publish(30);
        first = listener.next(SOON);
        assertEquals(20 + 30 - 20 - 1, first.lost());
        assertEquals(27 + 30 - 20 + 1, first.entry().cursor().position());
    }

    @Test
    void whatWasQueuedWhenItWasClosedCanBeTaken() throws Exception {
        HeldListener listener = held.open(LabelFilter.any(), 100);
        held.keepWithinBytes();
        publish(15);
        held.close(listener);
        held.keepWithinBytes();
        assertEquals(10, listener.queued());
        assertEquals(5, listener.next(SOON).lost());
        for (int i = 1; i < 10; i++) {
            assertNotNull(listener.next(SOON));
        }
        assertEquals(0, listener.queued());
    }

    @Test
    void closedOnesMakeRoomTheOldestFirst() {
        HeldListener first = held.open(LabelFilter.any(), 1);
        held.close(first);
        HeldListener open = held.open(LabelFilter.any(), 1);
        for (int i = 0; i < 100; i++) {
            HeldListener listener = held.open(LabelFilter.any(), 1);
            held.close(listener);
            assertEquals(listener, held.get(listener.id()));
        }
        assertEquals(open, held.get(open.id()));
        assertEquals(1, held.open().size());
        Fault forgotten = assertThrows(Fault.class, () -> held.get(first.id()));
        assertTrue(forgotten.kind() == Fault.Kind.NO_SUCH_LISTENER);
    }
}
