package dev.feedhub.hub;

import dev.feedhub.ConcurrentUseException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One taker at a time, and an end that waits for no taker.
 *
 * <p>Who ends it while nobody is taking has the last turn itself; else the taker at work has it, when it finishes. The last turn is over
 * once {@link #detached} was called; a taker that comes meanwhile yields until then, and a later one takes what is left.
 */
final class TakerTurn {
    /** Who has the last turn. */
    enum Last {
        /** Whoever asked: it has to detach. */
        MINE,
        /** The taker at work, which may have to be woken. */
        ANOTHERS,
        /** It was ended before. */
        BEFORE
    }

    private static final int TAKING = 1;
    private static final int ENDED = 2;
    private static final int DETACHED = 4;
    private static final int DETACHING = 8;

    private final AtomicInteger state = new AtomicInteger();
    private final String thing;

    TakerTurn(String thing) {
        this.thing = thing;
    }

    @SuppressWarnings("ThreadPriorityCheck") // a preempted closer needs the core
    void begin() {
        while (true) {
            int seen = state.get();
            if ((seen & TAKING) != 0) {
                throw new ConcurrentUseException(thing);
            }
            if ((seen & DETACHING) != 0) {
                Thread.yield();
            } else if (state.compareAndSet(seen, seen | TAKING)) {
                return;
            }
        }
    }

    /** Finishes a turn; true if it was the last, so that the caller has to detach. */
    boolean finish() {
        while (true) {
            int seen = state.get();
            boolean last = (seen & (ENDED | DETACHED)) == ENDED;
            if (state.compareAndSet(seen, last ? ENDED | DETACHING : seen & ~TAKING)) {
                return last;
            }
        }
    }

    Last end() {
        while (true) {
            int seen = state.get();
            if ((seen & ENDED) != 0) {
                return Last.BEFORE;
            }
            boolean mine = (seen & TAKING) == 0;
            if (state.compareAndSet(seen, seen | ENDED | (mine ? DETACHING : 0))) {
                return mine ? Last.MINE : Last.ANOTHERS;
            }
        }
    }

    void detached() {
        state.set(ENDED | DETACHED);
    }

    boolean isEnded() {
        return (state.get() & ENDED) != 0;
    }
}
