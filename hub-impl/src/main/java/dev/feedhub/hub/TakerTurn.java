package dev.feedhub.hub;

import dev.feedhub.ConcurrentUseException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One taker at a time. What a taker wrote in its turn, the next one sees.
 *
 * <p>Within its turn a taker is taking, or at rest: waiting, or handing on what it took. Others can tell whether somebody took something
 * while they looked: the {@linkplain #stamp stamp} is odd while somebody takes or looks for something to take, and another one
 * afterwards. Beginning a turn and taking
 * is one step, since each such step is a full fence, which costs more than all else that a taker does.
 */
final class TakerTurn {
    private static final long TAKING = 1;
    private static final long TURN = 2;
    private static final long NEXT = 4;
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(TakerTurn.class, "word", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final String thing;

    private volatile long word; // how often somebody has looked, and the two flags

    TakerTurn(String thing) {
        this.thing = thing;
    }

    /** Begins a turn, taking. */
    void begin() {
        long seen = word;
        if ((seen & TURN) != 0 || !WORD.compareAndSet(this, seen, seen | TURN | TAKING)) {
            throw new ConcurrentUseException(thing);
        }
    }

    /** Is at rest, in the midst of a turn. */
    void rest() {
        WORD.setRelease(this, (word & ~TAKING) + NEXT);
    }

    /** Takes again, in the same turn. */
    void takeAgain() {
        WORD.setVolatile(this, word | TAKING);
    }

    /** Ends the turn. */
    void finish() {
        WORD.setRelease(this, (word & ~(TAKING | TURN)) + NEXT);
    }

    /** Odd while somebody takes; the same as before only if nobody took anything since. */
    long stamp() {
        long seen = word;
        return (seen / NEXT) << 1 | (seen & TAKING);
    }
}
