package dev.feedhub.hub;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * How the hub wakes those who wait in channels: a few of them, who wake the others, as {@link SleeperQueue} says. Should one of them not
 * come to it, be it for want of a core, the hub wakes a few more while it is idle, after 1, 2, 4, 8, and then every 16 milliseconds. The
 * hub thread only.
 */
final class WakeChains<T> {
    private static final int AT_ONCE = 2;
    private static final long FIRST_PAUSE = 1_000_000;
    private static final long LAST_PAUSE = 16 * FIRST_PAUSE;

    private final Set<BroadcastChannel<T>> unfinished = new LinkedHashSet<>();
    private long pause;
    private long helpAt;

    /** Wakes the first in a channel; a full fence since its publication is the caller's. */
    void begin(BroadcastChannel<T> channel) {
        if (channel.wake(AT_ONCE)) {
            if (unfinished.isEmpty()) {
                pause = FIRST_PAUSE;
                helpAt = System.nanoTime() + pause;
            }
            unfinished.add(channel);
        }
    }

    /** Forgets the channels that are gone. Nobody waits there: a listener that leaves has woken who waits on it. */
    void retain(List<BroadcastChannel<T>> channels) {
        if (!unfinished.isEmpty()) {
            unfinished.retainAll(new HashSet<>(channels));
        }
    }

    /** Wakes a few more where it is time to, for as long as the hub is idle; gives the nanoseconds after which to ask again. */
    long help(BooleanSupplier idle) {
        if (unfinished.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long now = System.nanoTime();
        if (now - helpAt >= 0) {
            Iterator<BroadcastChannel<T>> next = unfinished.iterator();
            while (next.hasNext() && idle.getAsBoolean()) {
                if (!next.next().wake(AT_ONCE)) {
                    next.remove();
                }
            }
            pause = Math.min(2 * pause, LAST_PAUSE);
            helpAt = now + pause;
        }
        return unfinished.isEmpty() ? Long.MAX_VALUE : helpAt - now;
    }
}
