package dev.feedhub;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a call may go on: a cancellation and a deadline, handed to every method that may wait.
 *
 * <p>Contexts form an immutable tree. {@link #background()} is never done; each of the other methods makes a child that is
 * done when its parent is, or earlier. A context is <i>done</i> once it, or an ancestor, was cancelled or its deadline has
 * passed, and then stays so.
 *
 * <pre>{@code
 * try (Cancellable session = Context.background().withCancel()) {
 *     feed.publish(session.withTimeout(Duration.ofSeconds(1)), "a/b", item);
 * }
 * }</pre>
 *
 * <p><b>Ordering.</b> What a thread did before it cancelled is visible to whoever sees the context done.
 *
 * <p><b>Blocking.</b> Nothing here waits.
 *
 * <p><b>Threads.</b> Safe from any thread.
 *
 * <p><b>Lifetime and ownership.</b> A child refers to its parent; a parent refers to a child only while somebody waits on
 * the child or has registered an action with it. What nobody uses is garbage, whether closed or not.
 *
 * <p><b>Loss and errors.</b> {@link #check()} throws {@link CancelledException} or {@link DeadlineExceededException};
 * where both hold, the former.
 *
 * @rule
 */
public sealed interface Context permits Cancellable, DerivedContext {
    /**
     * The root of all contexts, which is never done.
     *
     * @return always the same
     */
    static Context background() {
        return DerivedContext.BACKGROUND;
    }

    /**
     * A child that is done once so much time has passed, measured on {@link System#nanoTime()}.
     *
     * @param timeout from now; zero or less is done at once; more than 146 years are taken as 146 years, 2<sup>62</sup> ns
     * @return a child whose deadline is never later than this one's
     * @rule X-3
     */
    default Context withTimeout(Duration timeout) {
        return new DerivedContext(this, Deadline.earlier(Deadline.of(this), Deadline.in(timeout)));
    }

    /**
     * A child that is done at a time of the system clock, as it stands now: setting the clock later moves no deadline.
     *
     * @param deadline when; now or earlier is done at once
     * @return a child whose deadline is never later than this one's
     * @rule X-3
     */
    default Context withDeadline(Instant deadline) {
        return withTimeout(Deadline.until(deadline));
    }

    /**
     * A child that can be cancelled. Cancelling it ends its own subtree and leaves this context as it is.
     *
     * @return a child that is done when closed
     * @rule X-2
     */
    default Cancellable withCancel() {
        return new CancellableContext(this);
    }

    /**
     * Whether this is done.
     *
     * @return true once cancelled or past the deadline, and from then on
     */
    boolean isDone();

    /**
     * The time left to the deadline.
     *
     * @return empty where there is no deadline; zero once it has passed
     */
    Optional<Duration> remaining();

    /**
     * Does nothing unless this is done.
     *
     * @throws CancelledException if this or an ancestor was cancelled
     * @throws DeadlineExceededException if the deadline has passed
     */
    void check();

    /**
     * Runs an action once this is done, be it by cancellation or by its deadline.
     *
     * <p>The action runs exactly once unless it is unregistered before: on the thread that cancels, on a daemon thread
     * shared by all deadlines, or, where this is done already, on the calling thread before this returns. It should be short
     * and not block, since others wait behind it. What it throws goes to that thread's uncaught-exception handler, and keeps
     * neither another action from running nor the caller from going on.
     *
     * @param action what to run
     * @return closes to unregister
     * @rule X-5
     */
    Registration onDone(Runnable action);

    /**
     * Runs an action once this is cancelled, as {@link #onDone} but for the deadline, which does not run it. For callers
     * whose wait is bounded by {@link #remaining()} anyway: it costs no timer.
     *
     * @param action what to run
     * @return closes to unregister
     * @rule
     */
    Registration onCancel(Runnable action);
}
