package dev.feedhub.hub;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait for a channel, woken in a chain so that waking ten thousand costs the hub as much as waking one.
 *
 * <p>The hub wakes the first few; each woken sleeper wakes the next few as its first act, also where it leaves by interrupt,
 * cancellation or close. A sleeper says on entering which number it waits for, and a chain ends at one that waits for a
 * number not yet published. Sleepers enter in the order of these numbers, near enough: one that enters with an older number
 * than the channel has sees that before it parks. So whoever is passed over by a chain is either awake or up to date.
 *
 * <p>A sleeper that gives up stays in the queue, marked ABANDONED, and finds itself there when it waits again; so the queue holds
 * each at most once, however many waits time out. It keeps its number then: an older one only wakes it early.
 */
final class SleeperQueue {
    private enum State {
        /** Not in the queue. */
        OUT,
        /** In the queue, to be woken. */
        WAITING,
        /** In the queue, not to be woken. */
        ABANDONED
    }

    /** One thread's place, used for all its waits on one channel. */
    static final class Sleeper {
        private final AtomicReference<State> state = new AtomicReference<>(State.OUT);
        private volatile @Nullable Thread thread;
        private volatile long awaits; // written while OUT

        /** Wakes the thread that waits here, if one does, for another reason than an entry. */
        void nudge() {
            LockSupport.unpark(thread);
        }
    }

    private final Queue<Sleeper> queue = new ConcurrentLinkedQueue<>();

    /** Announces that the calling thread will park until the entry of a number is published. */
    void enter(Sleeper sleeper, long number) {
        sleeper.thread = Thread.currentThread();
        if (sleeper.state.get() != State.WAITING && !sleeper.state.compareAndSet(State.ABANDONED, State.WAITING)) {
            sleeper.awaits = number;
            sleeper.state.set(State.WAITING);
            queue.add(sleeper);
        }
    }

    /** Takes the announcement back; true if the sleeper was woken in between, and so has to wake others. */
    boolean leave(Sleeper sleeper) {
        sleeper.thread = null;
        return !sleeper.state.compareAndSet(State.WAITING, State.ABANDONED);
    }

    /** Forgets a sleeper that will not wait again. */
    void forget(Sleeper sleeper) {
        if (sleeper.state.get() != State.OUT) {
            queue.remove(sleeper);
        }
    }

    /** How many are in the queue, given up or not; takes time in proportion. */
    int size() {
        return queue.size();
    }

    /** Wakes up to so many of those that wait for a number below the one to be published next; says whether any is left. */
    boolean wake(long published, int atMost) {
        int woken = 0;
        while (true) {
            Sleeper first = queue.peek();
            if (first == null || first.awaits >= published) {
                return false;
            }
            if (woken == atMost) {
                return true;
            }
            Sleeper taken = queue.poll();
            if (taken != null && takeOut(taken)) {
                woken++;
            }
        }
    }

    private static boolean takeOut(Sleeper sleeper) {
        if (sleeper.state.getAndSet(State.OUT) != State.WAITING) {
            return false;
        }
        LockSupport.unpark(sleeper.thread);
        return true;
    }
}
