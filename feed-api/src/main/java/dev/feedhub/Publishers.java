package dev.feedhub;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * Listeners and streams as publishers of {@link Flow}, for libraries that speak Reactive Streams.
 *
 * <table>
 * <caption>Forms</caption>
 * <tr><th></th><th>gives</th><th>while less is requested than comes</th></tr>
 * <tr><th>{@link #ofListeners}</th><td>deliveries, each with what was lost just before it</td><td>loses the oldest</td></tr>
 * <tr><th>{@link #ofStreams}</th><td>signals, events and notices alike</td><td>falls behind, and says so</td></tr>
 * </table>
 *
 * <pre>{@code
 * Publishers.ofStreams(() -> hub.stream(StreamOptions.after(bookmark)), executor).subscribe(subscriber);
 * }</pre>
 *
 * <p><b>Ordering.</b> That of the listener or stream.
 *
 * <p><b>Blocking.</b> {@code subscribe}, {@code request} and {@code cancel} do not wait; a stream reads the store to find its start.
 *
 * <p><b>Threads.</b> A subscriber has one thread of the executor while something is requested, which waits there for the next
 * entry, and none while nothing is. So the executor needs as many threads as there are subscribers: one that makes them
 * as they are needed, best virtual ones. One that runs its tasks on the calling thread makes {@code request} wait. The
 * subscriber is called on that thread; where it throws, its listener or stream is closed and the executor's thread gets the
 * exception.
 *
 * <p><b>Lifetime and ownership.</b> Cold: each subscriber has a listener or stream of its own, made before {@code subscribe}
 * returns, and closed when the subscription is cancelled or has ended, whichever comes first.
 *
 * <p><b>Loss and errors.</b> Nothing is lost that is not told by {@link Delivery#lost()} or a {@link Signal.Notice}. Once
 * something is requested, the end of listener, stream, hub or reader completes the subscriber, after what is queued; a failure,
 * also to make listener or stream, is its error. Where to go on is the cursor of the last element.
 *
 * @rule P-1, P-2, P-3, P-4, P-5
 */
public final class Publishers {
    private Publishers() {}

    /**
     * A listener for each subscriber.
     *
     * @param source makes a listener, each time another one; called on the thread that subscribes
     * @param executor runs what waits for the entries of a subscriber and hands them over
     * @param <T> the type of the data
     * @return a publisher, without effect until it is subscribed to
     * @rule P-1
     */
    public static <T> Flow.Publisher<Delivery<T>> ofListeners(Supplier<Listener<T>> source, Executor executor) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(executor, "executor");
        return subscriber -> {
            PullingSubscription<Delivery<T>> subscription = new PullingSubscription<>(subscriber, executor);
            subscription.start(() -> {
                Listener<T> listener = source.get();
                return new PullingSubscription.Source<>(listener::next, listener::close);
            });
        };
    }

    /**
     * A stream for each subscriber.
     *
     * @param source makes a stream, each time another one; called on the thread that subscribes
     * @param executor runs what waits for the signals of a subscriber and hands them over
     * @param <T> the type of the data
     * @return a publisher, without effect until it is subscribed to
     * @rule P-1
     */
    public static <T> Flow.Publisher<Signal<T>> ofStreams(Supplier<EventStream<T>> source, Executor executor) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(executor, "executor");
        return subscriber -> {
            PullingSubscription<Signal<T>> subscription = new PullingSubscription<>(subscriber, executor);
            subscription.start(() -> {
                EventStream<T> stream = source.get();
                return new PullingSubscription.Source<>(stream::next, stream::close);
            });
        };
    }
}
