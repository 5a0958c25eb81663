package dev.feedhub;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber and the listener or stream that it is served from, by waiting on a thread of an executor.
 *
 * <p>{@code owed} is what was requested and not yet given, and one more for {@code onSubscribe}. Whoever raises it from 0 has this
 * run on the executor; the run ends when it has brought it down to 0. So there is one run at a time, signals are serial, a request
 * within {@code onNext} is a number and not a recursion, and nothing runs while nothing is requested. An end leaves it
 * above 0, for good: nothing runs after it.
 *
 * <p>{@code life} is the context of every wait. Cancelling the subscription cancels it; so does a request that is not
 * allowed, whose {@code refusal} is then what the run tells.
 */
final class PullingSubscription<S> implements Flow.Subscription {
    /** Takes the next element, waiting, as {@link Listener#next} and {@link EventStream#next} do. */
    interface Taker<S> {
        S next(Context ctx) throws InterruptedException;
    }

    /** What is taken from, and how to close it. */
    record Source<S>(Taker<S> taker, Runnable closing) {}

    private final Executor executor;
    private final Cancellable life = Context.background().withCancel();
    private final AtomicLong owed = new AtomicLong(1);

    private volatile Flow.@Nullable Subscriber<? super S> subscriber; // null once it must not be called any more
    private volatile @Nullable Source<S> source; // set once, before the first run
    private volatile @Nullable Throwable refusal;

    // of the run
    private boolean subscribed;

    PullingSubscription(Flow.Subscriber<? super S> subscriber, Executor executor) {
        this.subscriber = Objects.requireNonNull(subscriber, "subscriber");
        this.executor = executor;
    }

    void start(Supplier<Source<S>> opening) {
        try {
            source = opening.get();
        } catch (RuntimeException failure) {
            fail(failure);
            return;
        }
        execute();
    }

    @Override
    public void request(long n) {
        if (life.isDone()) {
            return;
        }
        if (n < 1) {
            refusal = new IllegalArgumentException("request of " + n + " elements: at least 1 is allowed (§3.9)");
            life.close();
        }
        if (owed.getAndAccumulate(Math.max(1, n), PullingSubscription::saturatedSum) == 0) {
            execute();
        }
    }

    private static long saturatedSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    @Override
    public void cancel() {
        subscriber = null;
        close();
    }

    private void close() {
        life.close();
        Source<S> open = source;
        if (open != null) {
            open.closing.run();
        }
    }

    private void execute() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException refused) {
            fail(refused);
        }
    }

    // ---- the run

    private void run() {
        boolean more = subscribed || gaveSubscription();
        while (more) {
            more = gaveNext();
        }
    }

    private boolean gaveSubscription() {
        subscribed = true;
        call(each -> each.onSubscribe(this));
        return owed.decrementAndGet() > 0;
    }

    /** Gives the next element, waiting for it; says whether to go on. */
    private boolean gaveNext() {
        S element;
        try {
            element = Objects.requireNonNull(source).taker.next(life);
        } catch (CancelledException cancelled) {
            Throwable refused = refusal;
            if (refused != null) {
                fail(refused);
            }
            return false;
        } catch (ClosedException end) {
            close();
            callLast(Flow.Subscriber::onComplete);
            return false;
        } catch (InterruptedException interrupted) {
            fail(interrupted);
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException failure) {
            fail(failure);
            return false;
        }
        call(each -> each.onNext(element));
        return owed.decrementAndGet() > 0;
    }

    /** Ends with an error; in the run, or where there is none and will be none. */
    private void fail(Throwable failure) {
        close();
        if (!subscribed) {
            subscribed = true;
            call(each -> each.onSubscribe(this));
        }
        callLast(each -> each.onError(failure));
    }

    private void callLast(Consumer<Flow.Subscriber<? super S>> signal) {
        Flow.Subscriber<? super S> last = subscriber;
        subscriber = null;
        if (last != null) {
            signal.accept(last);
        }
    }

    /** A subscriber that throws has cancelled. */
    private void call(Consumer<Flow.Subscriber<? super S>> signal) {
        Flow.Subscriber<? super S> current = subscriber;
        if (current != null) {
            try {
                signal.accept(current);
            } catch (Throwable thrown) {
                cancel();
                throw thrown;
            }
        }
    }
}
