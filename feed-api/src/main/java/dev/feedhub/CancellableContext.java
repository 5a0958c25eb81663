package dev.feedhub;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree that can be cancelled.
 *
 * <p>Cancellation is looked up, not pushed: a context asks itself and the nodes above it. Only actions are pushed, and an
 * action registers with each node above it for as long as it is registered at all. So a child that nobody waits on is known
 * to nobody, and there is nothing to unlink when it is dropped.
 */
final class CancellableContext implements Cancellable {
    private final @Nullable CancellableContext parent;
    private final @Nullable Deadline deadline;

    private volatile boolean cancelled;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<DoneAction> actions = new LinkedHashSet<>(0); // guarded by lock

    CancellableContext(Context parent) {
        this.parent = nearest(parent);
        this.deadline = Deadline.of(parent);
    }

    static @Nullable CancellableContext nearest(Context context) {
        return context instanceof DerivedContext derived ? derived.cancelledWith() : (CancellableContext) context;
    }

    static boolean isCancelled(@Nullable CancellableContext context) {
        for (CancellableContext node = context; node != null; node = node.parent) {
            if (node.cancelled) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    CancellableContext parent() {
        return parent;
    }

    @Nullable
    Deadline deadline() {
        return deadline;
    }

    /** Adds an action unless this is cancelled; says whether it did. */
    boolean add(DoneAction action) {
        lock.lock();
        try {
            return !cancelled && actions.add(action);
        } finally {
            lock.unlock();
        }
    }

    void remove(DoneAction action) {
        lock.lock();
        try {
            actions.remove(action);
        } finally {
            lock.unlock();
        }
    }

    int registered() {
        lock.lock();
        try {
            return actions.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<DoneAction> toRun;
        lock.lock();
        try {
            cancelled = true;
            toRun = List.copyOf(actions);
            actions.clear();
        } finally {
            lock.unlock();
        }
        toRun.forEach(DoneAction::finish);
    }

    @Override
    public boolean isDone() {
        return isCancelled(this) || Deadline.hasPassed(deadline);
    }

    @Override
    public Optional<Duration> remaining() {
        return Deadline.remaining(deadline);
    }

    @Override
    public void check() {
        DoneAction.check(this, deadline);
    }

    @Override
    public Registration onDone(Runnable action) {
        return new DoneAction(action).register(this, deadline);
    }

    @Override
    public Registration onCancel(Runnable action) {
        return new DoneAction(action).register(this, null);
    }

    @Override
    public String toString() {
        return "Context[" + (isCancelled(this) ? "cancelled" : "cancellable")
                + remaining().map(left -> ", remaining " + left).orElse("") + "]";
    }
}
