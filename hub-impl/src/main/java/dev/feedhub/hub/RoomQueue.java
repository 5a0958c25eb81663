package dev.feedhub.hub;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The publishers that wait for room, woken in the order they came, one for each item that left the feed.
 *
 * <p>A publisher enters, looks for room once more, and parks; the hub makes room, and then looks who has entered. A woken
 * publisher that leaves without having used the room wakes the next.
 */
final class RoomQueue {
    /** One wait of one publisher. */
    static final class Place {
        private final Thread thread = Thread.currentThread();
        private final AtomicBoolean called = new AtomicBoolean();

        boolean isCalled() {
            return called.get();
        }
    }

    private final Queue<Place> queue = new ConcurrentLinkedQueue<>();

    boolean isEmpty() {
        return queue.isEmpty();
    }

    Place enter() {
        Place place = new Place();
        queue.add(place);
        return place;
    }

    /** Ends a wait; {@code usedRoom} says whether the publication was successful. */
    void leave(Place place, boolean usedRoom) {
        if (place.called.compareAndSet(false, true)) {
            queue.remove(place);
        } else if (!usedRoom) {
            call(1);
        }
    }

    /** Wakes up to so many publishers. */
    void call(int count) {
        for (int called = 0; called < count; ) {
            Place place = queue.poll();
            if (place == null) {
                return;
            }
            if (place.called.compareAndSet(false, true)) {
                LockSupport.unpark(place.thread);
                called++;
            }
        }
    }
}
