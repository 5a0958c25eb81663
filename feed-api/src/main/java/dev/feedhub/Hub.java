package dev.feedhub;

/**
 * Takes items from a feed, indexes each in a store, and hands it to the listeners whose filter it matches.
 *
 * <p><b>Ordering.</b> One order for the store, every listener and every stream. An entry is in the store before anyone is handed
 * it.
 *
 * <p><b>Blocking.</b> {@link #flush}, {@link #trim}, {@link #stop} and {@link #close()} wait for the hub's thread; nothing else
 * here waits. The hub itself waits for the store and for nothing else, no listener, stream or stuck consumer.
 *
 * <p><b>Threads.</b> Safe from any thread. The hub has one thread of its own, on which nothing of the user's runs but the store
 * and the logger; each method that waits throws {@link WouldDeadlockException} there.
 *
 * <p><b>Lifetime and ownership.</b> {@link State#RUNNING}, then {@link State#DRAINING} once its feed is closed, then {@link
 * State#STOPPED}; or {@link State#FAILED}. It owns its store, and closes it. Feeds, listeners, streams and histories end with
 * it.
 *
 * <p><b>Loss and errors.</b> A store that says that it stored nothing is tried again for {@code feedhub.store.retryFor}, while
 * publishers feel the back-pressure; after that, or when it cannot say, the hub fails. It keeps the cause, and every call
 * on it, on its feed, and on its listeners once their queues are empty ends with {@link HubFailedException}.
 *
 * @param <T> the type of the data
 * @rule H-1, H-2, H-3, H-4, H-5, H-6, H-7, H-8
 */
public interface Hub<T> extends AutoCloseable {
    /** The states of a hub, in their order; it never goes back. */
    enum State {
        /** It takes, indexes and dispatches items. */
        RUNNING,
        /** Its feed is closed; what was accepted is still indexed and dispatched. */
        DRAINING,
        /** All that was accepted is indexed, and the store is closed. */
        STOPPED,
        /** The store failed, or the hub was closed before all was indexed; the cause is kept. */
        FAILED
    }

    /**
     * Opens a hub. The engine is found by {@link java.util.ServiceLoader}, through the context class loader and then the API's own;
     * the store likewise, by the name in {@code feedhub.store}, unless the configuration brings one along.
     *
     * @param config the settings
     * @param codec turns data into what the store holds
     * @param <T> the type of the data
     * @return a running hub
     * @throws ConfigException if a setting is unknown or not allowed, or engine or store are not there; nothing was opened
     * @throws StoreException if the store cannot be opened; nothing was opened
     */
    static <T> Hub<T> open(HubConfig config, Codec<T> codec) {
        return Engines.find().open(config, codec);
    }

    /**
     * The feed of this hub, for publishers.
     *
     * @return always the same
     */
    Feed<T> feed();

    /**
     * Adds a listener, without waiting: every matching item whose publication begins after this has returned is delivered to it or
     * counted by it.
     *
     * @param options what it wants
     * @return the listener, which is closed and empty if the hub has ended
     * @rule L-9, H-6
     */
    Listener<T> listen(ListenOptions options);

    /**
     * Makes a stream, without waiting. It reads the store to find its start.
     *
     * @param options where it starts and what it wants
     * @return the stream
     * @throws ClosedException if the hub has ended
     * @throws HubFailedException if the hub has failed
     * @throws StoreException if the store cannot be read
     * @rule R-1
     */
    EventStream<T> stream(StreamOptions options);

    /**
     * What the store holds.
     *
     * @return always the same
     */
    History<T> history();

    /**
     * Waits until every item whose publication returned before this call is in the store and was handed to the listeners.
     *
     * <p><b>Waits</b> until one of these, checked in this order:
     *
     * <ol>
     *   <li>the calling thread is interrupted: {@link InterruptedException};
     *   <li>{@code ctx} is done: {@link ContextDoneException};
     *   <li>it is so: the newest cursor of the store;
     *   <li>the hub has failed: {@link HubFailedException}.
     * </ol>
     *
     * Only items accepted earlier make this wait; a listener never does.
     *
     * @param ctx how long to wait
     * @return a cursor that is not before that of any of these items
     * @throws WouldDeadlockException if called on the hub's thread
     * @throws InterruptedException if interrupted, with the status cleared
     * @throws ContextDoneException if {@code ctx} is done
     * @throws HubFailedException if the hub has failed before
     * @rule F-1, F-8, W-1
     */
    Cursor flush(Context ctx) throws InterruptedException;

    /**
     * Removes the oldest entries, those before a cursor, waiting until the hub's thread has done so between two batches.
     *
     * <p><b>Waits</b> until one of these, checked in this order:
     *
     * <ol>
     *   <li>the calling thread is interrupted: {@link InterruptedException};
     *   <li>{@code ctx} is done: {@link ContextDoneException};
     *   <li>the hub has failed or ended: {@link HubFailedException}, {@link ClosedException};
     *   <li>they are removed.
     * </ol>
     *
     * A call that ends with an exception of the first two kinds while the store is at work on it may still have its effect:
     * retention cannot be undone.
     *
     * @param ctx how long to wait
     * @param before the first entry to stay; at or below the floor nothing is removed
     * @return how many entries were removed
     * @throws WouldDeadlockException if called on the hub's thread; nothing was removed
     * @throws InterruptedException if interrupted, with the status cleared
     * @throws ContextDoneException if {@code ctx} is done
     * @throws DivergedException if the cursor is not of this history; nothing was removed
     * @throws HubFailedException if the hub has failed; nothing was removed
     * @throws ClosedException if the hub has ended; nothing was removed
     * @throws StoreException if the store could not remove them
     * @rule S-12, F-8, W-1
     */
    long trim(Context ctx, Cursor before) throws InterruptedException;

    /**
     * Closes the feed: what was accepted is still indexed and delivered, then the hub ends.
     *
     * <p>Idempotent; from any thread; does not wait. Every publication that waits ends with {@link ClosedException}.
     *
     * @rule F-5, F-6
     */
    void closeFeed();

    /**
     * Closes the feed and waits until all that was accepted is indexed and delivered, and the store is closed.
     *
     * <p><b>Waits</b> until one of these, checked in this order:
     *
     * <ol>
     *   <li>the calling thread is interrupted: {@link InterruptedException};
     *   <li>{@code ctx} is done: {@link ContextDoneException};
     *   <li>it has stopped: what it drained;
     *   <li>it has failed: {@link HubFailedException}.
     * </ol>
     *
     * A call that ends with an exception of the first two kinds leaves the hub draining. Listeners never make this wait.
     *
     * @param ctx how long to wait
     * @return what it drained
     * @throws WouldDeadlockException if called on the hub's thread; the feed stays open
     * @throws InterruptedException if interrupted, with the status cleared
     * @throws ContextDoneException if {@code ctx} is done
     * @throws HubFailedException if the hub has failed
     * @rule F-6, F-8, H-7, W-1
     */
    Drained stop(Context ctx) throws InterruptedException;

    /**
     * Stops, waiting at most {@code feedhub.close.timeout} for what was accepted to be indexed; then gives up, and the hub fails
     * with the number of items that were not indexed.
     *
     * <p>Idempotent; from any thread but the hub's, where it throws {@link WouldDeadlockException}. Waits as said, and
     * uninterruptibly: the interrupted status is kept. Wakes every publisher, listener and stream that waits. What is
     * queued in a listener can still be taken. Throws nothing where the hub has failed: {@link #state()} tells.
     *
     * @rule H-7
     */
    @Override
    void close();

    /**
     * The state, without waiting.
     *
     * @return the state
     * @rule H-5
     */
    State state();

    /**
     * The counters, without waiting.
     *
     * @return the counters
     */
    HubStats stats();
}
