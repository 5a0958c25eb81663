package dev.feedhub.hub;

import dev.feedhub.ClosedException;
import dev.feedhub.FeedhubException;
import dev.feedhub.Hub.State;
import dev.feedhub.HubFailedException;
import dev.feedhub.WouldDeadlockException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The one owner of a hub's state: RUNNING, then DRAINING, then STOPPED; or FAILED, from each but STOPPED. */
final class HubLifecycle {
    private record Status(State state, @Nullable Throwable cause) {}

    private final String name;
    private final AtomicReference<Status> status = new AtomicReference<>(new Status(State.RUNNING, null));

    private volatile @Nullable Thread hubThread; // set once, before anybody has the hub

    HubLifecycle(String name) {
        this.name = name;
    }

    void hubThread(Thread thread) {
        hubThread = thread;
    }

    Thread hubThread() {
        return Objects.requireNonNull(hubThread);
    }

    private Status status() {
        return Objects.requireNonNull(status.get());
    }

    State state() {
        return status().state;
    }

    boolean hasFailed() {
        return state() == State.FAILED;
    }

    boolean hasEnded() {
        return state() == State.STOPPED || hasFailed();
    }

    void drain() {
        move(EnumSet.of(State.RUNNING), new Status(State.DRAINING, null));
    }

    void stopped() {
        move(EnumSet.of(State.RUNNING, State.DRAINING), new Status(State.STOPPED, null));
    }

    boolean failed(Throwable cause) {
        return move(EnumSet.of(State.RUNNING, State.DRAINING), new Status(State.FAILED, cause));
    }

    private boolean move(Set<State> from, Status to) {
        Status seen = status();
        while (from.contains(seen.state)) {
            if (status.compareAndSet(seen, to)) {
                return true;
            }
            seen = status();
        }
        return false;
    }

    /** What everything that the hub has ended throws. */
    FeedhubException failure() {
        Throwable cause = status().cause;
        return cause == null ? new ClosedException("hub " + name) : new HubFailedException(name, cause);
    }

    void requireRunning() {
        switch (state()) {
            case RUNNING -> {}
            case DRAINING -> throw new ClosedException("the feed");
            case STOPPED, FAILED -> throw failure();
        }
    }

    void requireNotEnded() {
        if (hasEnded()) {
            throw failure();
        }
    }

    void requireNotFailed() {
        if (hasFailed()) {
            throw failure();
        }
    }

    void requireOtherThread(String call) {
        if (Thread.currentThread() == hubThread) {
            throw new WouldDeadlockException(call);
        }
    }
}
