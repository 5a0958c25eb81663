package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import dev.feedhub.Delivery;
import dev.feedhub.EventStream;
import dev.feedhub.Listener;
import dev.feedhub.Publishers;
import dev.feedhub.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A subscriber that keeps what it is told, and the executor that it is served by. Every wait has a deadline. */
final class WatchedSubscriber<S> implements Flow.Subscriber<S>, Executor {
    /** What it is told by its completion. */
    static final String END = "the end";

    private final Consumer<S> onNext;
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final List<Task<Boolean>> runs = new CopyOnWriteArrayList<>();
    private volatile boolean refuses;

    WatchedSubscriber() {
        this(element -> {});
    }

    WatchedSubscriber(Consumer<S> onNext) {
        this.onNext = onNext;
    }

    static WatchedSubscriber<Delivery<String>> ofListener(Supplier<Listener<String>> source) {
        return new WatchedSubscriber<Delivery<String>>().to(source, Publishers::ofListeners);
    }

    static WatchedSubscriber<Signal<String>> ofStream(Supplier<EventStream<String>> source) {
        return new WatchedSubscriber<Signal<String>>().to(source, Publishers::ofStreams);
    }

    /** How a publisher is made. */
    interface Making<L, S> {
        Flow.Publisher<S> publisher(Supplier<L> source, Executor executor);
    }

    <L> WatchedSubscriber<S> to(Supplier<L> source, Making<L, S> making) {
        making.publisher(source, this).subscribe(this);
        return this;
    }

    // ---- what it asks for

    Flow.Subscription subscription() {
        try {
            return subscription.get(Task.PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException missing) {
            return fail("it was given no subscription");
        } catch (InterruptedException interrupted) {
            throw new AssertionError("the test was interrupted", interrupted);
        }
    }

    void request(long count) {
        subscription().request(count);
    }

    void cancel() {
        subscription().cancel();
    }

    // ---- what it is told

    /** Takes what it was told next: an element, an error or {@link #END}. */
    Object next() {
        try {
            Object next = told.poll(Task.PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            return next == null ? fail("it was told nothing, for " + Task.PATIENCE.toSeconds() + " seconds") : next;
        } catch (InterruptedException interrupted) {
            throw new AssertionError("the test was interrupted", interrupted);
        }
    }

    <T> T next(Class<T> expected) {
        Object next = next();
        return expected.isInstance(next)
                ? expected.cast(next)
                : fail("it was to be told a " + expected.getSimpleName() + ", but was told " + next);
    }

    /** The data of the next entries, passing over notices. */
    List<String> entries(int count) {
        List<String> data = new ArrayList<>();
        while (data.size() < count) {
            Object next = next();
            if (next instanceof Delivery<?> delivery) {
                data.add(String.valueOf(delivery.entry().data()));
            } else if (next instanceof Signal.Event<?> event) {
                data.add(String.valueOf(event.entry().data()));
            } else if (!(next instanceof Signal.Notice<?>)) {
                fail("after " + data + " of " + count + " entries it was told " + next);
            }
        }
        return data;
    }

    /** What it was told and nobody has taken. */
    List<Object> untaken() {
        return List.copyOf(told);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.complete(given);
    }

    @Override
    public void onNext(S element) {
        told.add(element);
        onNext.accept(element);
    }

    @Override
    public void onError(Throwable failure) {
        told.add(failure);
    }

    @Override
    public void onComplete() {
        told.add(END);
    }

    // ---- what serves it

    @Override
    public void execute(Runnable run) {
        if (refuses) {
            throw new RejectedExecutionException("the test has told its executor to refuse");
        }
        runs.add(Task.run(run::run));
    }

    void refuseToExecute() {
        refuses = true;
    }

    /** How many runs there were until now. */
    int runs() {
        return runs.size();
    }

    Task<Boolean> lastRun() {
        return runs.get(runs.size() - 1);
    }

    WatchedSubscriber<S> awaitWaiting() {
        lastRun().awaitParked();
        return this;
    }

    /** Waits until it was given its subscription and occupies no thread. */
    WatchedSubscriber<S> awaitIdle() {
        subscription();
        Task.await("a subscriber's last thread to end", () -> runs.stream().allMatch(Task::isDone));
        return this;
    }
}
