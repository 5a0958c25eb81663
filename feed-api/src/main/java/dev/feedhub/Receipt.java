package dev.feedhub;

import java.util.concurrent.CompletionStage;

/**
 * Stands for an accepted item until it is in the store. Giving up on a receipt leaves the item where it is.
 *
 * <p>Safe from any thread; several may wait on it.
 */
public interface Receipt {
    /**
     * Gives the item's cursor, waiting until the item is in the store.
     *
     * <p><b>Waits</b> until one of these, checked in this order:
     *
     * <ol>
     *   <li>the calling thread is interrupted: {@link InterruptedException};
     *   <li>{@code ctx} is done: {@link ContextDoneException};
     *   <li>the item is in the store: its cursor;
     *   <li>the hub has failed before that: {@link HubFailedException}.
     * </ol>
     *
     * Only indexing makes this wait; a listener never does.
     *
     * @param ctx how long to wait
     * @return the item's cursor
     * @throws WouldDeadlockException if called on the hub's thread
     * @throws InterruptedException if interrupted, with the status cleared; the item stays accepted
     * @throws ContextDoneException if {@code ctx} is done; the item stays accepted
     * @throws HubFailedException if the hub failed and the item is not known to be in the store
     * @rule F-1, F-8, W-1
     */
    Cursor await(Context ctx) throws InterruptedException;

    /**
     * Gives a stage that completes with the item's cursor once the item is in the store, or with {@link
     * HubFailedException} if the hub fails first. Does not wait. It completes on the common pool, never on the hub's thread,
     * and completing or cancelling what is made of it has no effect on the item.
     *
     * @return a new stage
     */
    CompletionStage<Cursor> toStage();
}
