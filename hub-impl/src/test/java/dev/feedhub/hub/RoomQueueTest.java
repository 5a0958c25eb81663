package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RoomQueueTest {
    private final RoomQueue queue = new RoomQueue();
    private final RoomQueue.Place first = queue.enter();
    private final RoomQueue.Place second = queue.enter();
    private final RoomQueue.Place third = queue.enter();

    @Test
    void roomCallsThoseWhoCameFirst() {
        queue.call(2);
        assertTrue(first.isCalled() && second.isCalled());
        assertFalse(third.isCalled());
    }

    @Test
    void f03_whoLeavesWithoutTheRoomItWasCalledForPassesItOn() {
        queue.call(1);
        queue.leave(first, false);
        assertTrue(second.isCalled());
        assertFalse(third.isCalled());
    }

    @Test
    void whoUsedItsRoomCallsNobody() {
        queue.call(1);
        queue.leave(first, true);
        assertFalse(second.isCalled());
    }

    @Test
    void f04_whoGivesUpBeforeItIsCalledKeepsNoRoom() {
        queue.leave(first, false);
        assertFalse(second.isCalled());
        queue.call(1);
        assertTrue(second.isCalled());
        assertFalse(third.isCalled());
    }
}
