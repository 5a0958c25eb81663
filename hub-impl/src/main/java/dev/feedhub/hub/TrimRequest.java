package dev.feedhub.hub;

import dev.feedhub.Context;
import dev.feedhub.ContextDoneException;
import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Store;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A wish to trim, carried out by the hub's thread unless it is given up before. */
final class TrimRequest {
    private enum State {
        PENDING,
        TAKEN,
        GIVEN_UP,
        DONE
    }

    private final Thread requester = Thread.currentThread();
    private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);
    private final Cursor before;

    // written by the hub thread before DONE
    private long removed;
    private @Nullable RuntimeException failure;

    TrimRequest(Cursor before) {
        this.before = before;
    }

    boolean isDone() {
        return state.get() == State.DONE;
    }

    void giveUp() {
        state.compareAndSet(State.PENDING, State.GIVEN_UP);
    }

    long result() {
        if (failure != null) {
            throw failure;
        }
        return removed;
    }

    /** Does what was wished for; the hub's thread. An error is the hub's, which then fails. */
    void carryOut(Context ctx, Store store) {
        if (!state.compareAndSet(State.PENDING, State.TAKEN)) {
            return;
        }
        try {
            requireOfHistory(ctx, store);
            removed = store.trim(ctx, before.position() - 1);
        } catch (ContextDoneException abandoned) {
            return; // with the hub, whose end wakes the requester
        } catch (RuntimeException thrown) {
            failure = thrown;
        }
        state.set(State.DONE);
        LockSupport.unpark(requester);
    }

    private void requireOfHistory(Context ctx, Store store) {
        Query.Bound upper = new Query.Bound(before, false);
        store.read(ctx, new ReadRequest(null, upper, LabelFilter.any(), true, 1, 1));
    }
}
