package dev.feedhub.hub;

import dev.feedhub.ConcurrentUseException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One taker at a time. What a taker wrote in its turn, the next one sees. */
final class TakerTurn {
    private final AtomicBoolean taken = new AtomicBoolean();
    private final String thing;

    TakerTurn(String thing) {
        this.thing = thing;
    }

    void begin() {
        if (!taken.compareAndSet(false, true)) {
            throw new ConcurrentUseException(thing);
        }
    }

    void finish() {
        taken.set(false);
    }
}
