package dev.feedhub;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A context with a deadline, or the background: it holds no state of its own, so it costs nothing to drop. */
final class DerivedContext implements Context {
    static final Context BACKGROUND = new DerivedContext();

    private final @Nullable CancellableContext cancelledWith;
    private final @Nullable Deadline deadline;

    private DerivedContext() {
        cancelledWith = null;
        deadline = null;
    }

    DerivedContext(Context parent, Deadline deadline) {
        this.cancelledWith = CancellableContext.nearest(parent);
        this.deadline = deadline;
    }

    @Nullable
    Deadline deadline() {
        return deadline;
    }

    @Nullable
    CancellableContext cancelledWith() {
        return cancelledWith;
    }

    @Override
    public boolean isDone() {
        return CancellableContext.isCancelled(cancelledWith) || Deadline.hasPassed(deadline);
    }

    @Override
    public Optional<Duration> remaining() {
        return Deadline.remaining(deadline);
    }

    @Override
    public void check() {
        DoneAction.check(cancelledWith, deadline);
    }

    @Override
    public Registration onDone(Runnable action) {
        return new DoneAction(action).register(cancelledWith, deadline);
    }

    @Override
    public Registration onCancel(Runnable action) {
        return new DoneAction(action).register(cancelledWith, null);
    }

    @Override
    public String toString() {
        return "Context["
                + (CancellableContext.isCancelled(cancelledWith) ? "cancelled, " : "")
                + remaining().map(left -> "remaining " + left).orElse("background") + "]";
    }
}
