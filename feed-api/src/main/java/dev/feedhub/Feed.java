package dev.feedhub;

import org.jspecify.annotations.Nullable;

/**
 * Where components publish: a bounded queue in front of a {@link Hub}. Whoever has a feed can publish and cannot stop the hub.
 *
 * <table>
 * <caption>Forms</caption>
 * <tr><th></th><th>while the feed is full</th><th>gives</th></tr>
 * <tr><th>{@link #publish}</th><td>waits</td><td>nothing: returning means accepted</td></tr>
 * <tr><th>{@link #submit}</th><td>waits</td><td>a receipt for the cursor</td></tr>
 * <tr><th>{@link #tryPublish}</th><td>gives up</td><td>whether it was accepted</td></tr>
 * </table>
 *
 * <p><b>Ordering.</b> One order for the store and every listener. An item whose publication returned before that of another
 * began comes before it.
 *
 * <p><b>Blocking.</b> Only a full feed makes a publication wait, and only indexing empties it: a listener, however slow, never
 * makes a publisher wait. The feed is full when it holds {@link #capacity()} items or {@code feedhub.feed.maxBytes} bytes.
 *
 * <p><b>Threads.</b> Safe from any thread, platform or virtual.
 *
 * <p><b>Lifetime and ownership.</b> Open until {@link Hub#closeFeed()}. Data are handed over: nobody changes them any more,
 * since listeners are given the same instance.
 *
 * <p><b>Loss and errors.</b> An accepted item is indexed exactly once unless the hub fails. A publication that ends with an
 * exception has no effect; the exceptions are checked for in this order: bad argument, interrupted, context done, failed or
 * closed, encoding, limits, closed again. A label that is too long for any store is a bad argument.
 *
 * @param <T> the type of the data
 * @rule F-1, F-2, F-3, W-1, W-2
 */
public interface Feed<T> {
    /**
     * Adds an item, waiting while the feed is full.
     *
     * <p><b>Waits</b> until one of these, checked in this order:
     *
     * <ol>
     *   <li>the calling thread is interrupted: {@link InterruptedException};
     *   <li>{@code ctx} is done: {@link ContextDoneException};
     *   <li>the hub has failed, or the feed is closed: {@link HubFailedException}, {@link ClosedException};
     *   <li>there is room: the item is added.
     * </ol>
     *
     * Only items accepted earlier and not yet indexed make this wait; a listener never does.
     *
     * @param ctx how long to wait
     * @param label what categorises the item; see {@link Label}
     * @param data the data; may be null if the label is not empty
     * @throws IllegalArgumentException if label and data are both missing, or the label has a lone surrogate; nothing was added
     * @throws WouldDeadlockException if called on the hub's thread; nothing was added
     * @throws InterruptedException if interrupted, with the status cleared; nothing was added
     * @throws ContextDoneException if {@code ctx} is done; nothing was added
     * @throws HubFailedException if the hub has failed; nothing was added
     * @throws ClosedException if the feed is closed; nothing was added
     * @throws EncodeException if the codec throws; nothing was added
     * @throws LimitExceededException if label, payload or both are too large; nothing was added
     * @rule F-1, F-3, F-4, F-5, F-7, F-8, F-9
     */
    void publish(Context ctx, String label, @Nullable T data) throws InterruptedException;

    /**
     * Adds an item if there is room, without waiting.
     *
     * @param label what categorises the item; see {@link Label}
     * @param data the data; may be null if the label is not empty
     * @return false if the feed was full: nothing was added
     * @throws IllegalArgumentException if label and data are both missing, or the label has a lone surrogate; nothing was added
     * @throws HubFailedException if the hub has failed; nothing was added
     * @throws ClosedException if the feed is closed; nothing was added
     * @throws EncodeException if the codec throws; nothing was added
     * @throws LimitExceededException if label, payload or both are too large; nothing was added
     * @rule F-1, F-3, F-5, F-7, F-9
     */
    boolean tryPublish(String label, @Nullable T data);

    /**
     * Adds an item, waiting while the feed is full, and gives a receipt for it. It waits and throws as {@link #publish} does;
     * it does not wait for the item to be indexed, which is what the receipt is for.
     *
     * @param ctx how long to wait for room
     * @param label what categorises the item; see {@link Label}
     * @param data the data; may be null if the label is not empty
     * @return the receipt
     * @throws IllegalArgumentException if label and data are both missing, or the label has a lone surrogate; nothing was added
     * @throws WouldDeadlockException if called on the hub's thread; nothing was added
     * @throws InterruptedException if interrupted, with the status cleared; nothing was added
     * @throws ContextDoneException if {@code ctx} is done; nothing was added
     * @throws HubFailedException if the hub has failed; nothing was added
     * @throws ClosedException if the feed is closed; nothing was added
     * @throws EncodeException if the codec throws; nothing was added
     * @throws LimitExceededException if label, payload or both are too large; nothing was added
     * @rule F-1, F-3, F-4, F-5, F-7, F-8, F-9
     */
    Receipt submit(Context ctx, String label, @Nullable T data) throws InterruptedException;

    /**
     * How many items the feed holds at most. As many again may be on their way into the store.
     *
     * @return items, at least 1
     * @rule F-3
     */
    int capacity();

    /**
     * How many items were accepted and are not yet indexed.
     *
     * @return items, at most twice {@link #capacity()}; a moment's view
     * @rule F-3
     */
    int size();
}
