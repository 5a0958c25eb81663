package dev.feedhub;

/**
 * Entries from a position in the past into the live ones, for ever: none twice, none left out.
 *
 * <table>
 * <caption>Forms</caption>
 * <tr><th></th><th>while there is nothing new</th><th>takes</th></tr>
 * <tr><th>{@link #next}</th><td>waits</td><td>one signal: an event or a notice</td></tr>
 * <tr><th>{@link #run}</th><td>waits</td><td>each signal, until it ends</td></tr>
 * <tr><th>{@link #drain}</th><td>gives 0</td><td>a batch of events</td></tr>
 * </table>
 *
 * <p>A stream is this loop, with one position {@code p}, a listener, and nothing else to remember:
 *
 * <pre>{@code
 * read pages after p from the store, p = page.through(), until the end of the store;
 * listen; read pages after p up to listener.registeredAfter();
 * take from the listener: a delivery with losses before it is first preceded by
 *     the pages after p and before the delivery; p = its cursor.
 * }</pre>
 *
 * <p><b>Ordering.</b> Cursor order.
 *
 * <p><b>Blocking.</b> {@link #next} and {@link #run} read from the store on the calling thread while behind, and wait while there
 * is nothing new. A stream has no thread of its own and never slows the hub.
 *
 * <p><b>Threads.</b> One taker at a time: a second concurrent one gets {@link ConcurrentUseException}. {@link #position()} and
 * {@link #close()} are safe from any thread.
 *
 * <p><b>Lifetime and ownership.</b> Open until closed or until the hub or reader ends; its memory is one page and the live
 * entries that {@link StreamOptions#capacity()} allows.
 *
 * <p><b>Loss and errors.</b> Nothing is lost while the store holds it; what retention has removed is told by {@link
 * Signal.Truncated}. Falling behind never ends a stream.
 *
 * @param <T> the type of the data
 * @rule
 */
public interface EventStream<T> extends AutoCloseable {
    /**
     * Takes the next signal, waiting while there is none.
     *
     * <p><b>Waits</b> until one of these, checked in this order:
     *
     * <ol>
     *   <li>the calling thread is interrupted: {@link InterruptedException};
     *   <li>{@code ctx} is done: {@link ContextDoneException};
     *   <li>this is closed: {@link ClosedException};
     *   <li>there is a signal: it is taken;
     *   <li>the hub has failed or ended: {@link HubFailedException}, {@link ClosedException};
     *   <li>{@link StreamOptions#progressEvery()} has passed: {@link Signal.Progress}.
     * </ol>
     *
     * @param ctx how long to wait
     * @return the signal
     * @throws WouldDeadlockException if called on the hub's thread; nothing was taken
     * @throws ConcurrentUseException if another thread is taking; nothing was taken
     * @throws InterruptedException if interrupted, with the status cleared; nothing was taken
     * @throws ContextDoneException if {@code ctx} is done; nothing was taken
     * @throws HubFailedException if the hub has failed and nothing is left to take
     * @throws ClosedException if this is closed, or the hub is and nothing is left to take
     * @throws StoreException if the store cannot be read; nothing was taken, and trying again is safe
     * @rule, F-8, W-1
     */
    Signal<T> next(Context ctx) throws InterruptedException;

    /**
     * Takes up to so many events, without waiting; it may read from the store. It stops before a notice, which {@link #next}
     * gives.
     *
     * @param max how many at most, at least 1
     * @param sink is given each, on the calling thread, with 0 as lost
     * @return how many were taken; 0 if there is none now, or a notice comes first
     * @throws IllegalArgumentException if {@code max} is less than 1; nothing was taken
     * @throws ConcurrentUseException if another thread is taking, or the sink calls back; nothing was taken
     * @throws HubFailedException if the hub has failed and nothing is left to take
     * @throws ClosedException if this is closed, or the hub is and nothing is left to take
     * @throws StoreException if the store cannot be read; what was taken before was given to the sink
     * @rule R-1
     */
    int drain(int max, EntrySink<T> sink);

    /**
     * Hands each signal to a handler, waiting while there is none, until an exception ends it: one that {@link #next} throws, or
     * one of the handler's own.
     *
     * @param ctx how long to go on
     * @param handler is given each signal, on the calling thread
     * @throws WouldDeadlockException if called on the hub's thread; nothing was taken
     * @throws ConcurrentUseException if another thread is taking; nothing was taken
     * @throws InterruptedException if interrupted, with the status cleared; every signal taken was handled
     * @throws ContextDoneException if {@code ctx} is done; every signal taken was handled
     * @throws HubFailedException if the hub has failed and nothing is left to take
     * @throws ClosedException if this is closed, or the hub is and nothing is left to take
     * @throws StoreException if the store cannot be read; every signal taken was handled
     * @rule R-1
     */
    default void run(Context ctx, SignalHandler<T> handler) throws InterruptedException {
        while (true) {
            handler.handle(next(ctx));
        }
    }

    /**
     * From where to go on: the cursor of the last signal taken, or where the stream starts. Without waiting.
     *
     * @return the safe resume cursor
     * @rule
     */
    Cursor position();

    /**
     * Ends this stream.
     *
     * <p>Idempotent; from any thread; does not wait. Wakes the taker that waits, whose {@link #next} then throws {@link
     * ClosedException}. What was not taken is in the store, after {@link #position()}. Takes no notice of interrupts.
     */
    @Override
    void close();
}
