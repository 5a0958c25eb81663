package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.Delivery;
import dev.feedhub.Listener;

/** Takes from a listener for which every entry matches, so that positions tell what it has to count as lost. */
final class Account {
    private final Listener<String> listener;
    private long next; // the position that comes next if none is lost

    Account(Listener<String> listener) {
        this.listener = listener;
        this.next = listener.registeredAfter().position() + 1;
    }

    /** Takes one entry if there is one; says whether there was. */
    boolean take() {
        Delivery<String> taken = ManualChannel.poll(listener);
        if (taken == null) {
            return false;
        }
        long position = taken.entry().cursor().position();
        assertEquals(position - next, taken.lost(), "L-8: lost between " + (next - 1) + " and " + position);
        next = position + 1;
        return true;
    }

    void takeAll() {
        while (take()) {}
    }

    /** The newest position that is taken or lost, once everything is taken. */
    long through() {
        return next - 1;
    }
}
