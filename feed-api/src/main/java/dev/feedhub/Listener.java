package dev.feedhub;

import org.jspecify.annotations.Nullable;

/**
 * A consumer's bounded queue of live entries. The hub never waits for it: when it is full the oldest entry is dropped, and
 * counted. Where both share a core, the hub yields to a consumer that keeps up, for nine tenths of the time at most.
 *
 * <table>
 * <caption>Forms</caption>
 * <tr><th></th><th>while the queue is empty</th><th>takes</th></tr>
 * <tr><th>{@link #next}</th><td>waits</td><td>one entry</td></tr>
 * <tr><th>{@link #poll}</th><td>gives null</td><td>one entry</td></tr>
 * <tr><th>{@link #drain}</th><td>gives 0</td><td>a batch, without an object per entry</td></tr>
 * </table>
 *
 * <p><b>Ordering.</b> Cursor order.
 *
 * <p><b>Blocking.</b> {@link #next} waits while the queue is empty; nothing else here waits.
 *
 * <p><b>Threads.</b> One taker at a time: a second concurrent one gets {@link ConcurrentUseException}. Everything else, {@link
 * #close()} too, is safe from any thread.
 *
 * <p><b>Lifetime and ownership.</b> Open until closed or until the hub ends. What is queued then can still be taken, after that
 * each take throws {@link ClosedException} or {@link HubFailedException}. A listener that is forgotten unclosed keeps its
 * channel in the hub.
 *
 * <p><b>Loss and errors.</b> Taken + {@link #lost()} + {@link #queued()} is the number of matching entries since {@link
 * #registeredAfter()}, exactly, whenever nothing is under way. With capacity 3 and entries 1 to 5 untaken, 1 and 2 are gone,
 * {@code lost()} is 2, and 3 is next, delivered with {@code lost} 2. What was lost is in the store: after the entry delivered
 * before, or {@code registeredAfter()} for the first, and before this one.
 *
 * @param <T> the type of the data
 * @rule L-1, L-2, L-3, L-4, L-5, L-6, L-7, L-8, L-9
 */
public interface Listener<T> extends AutoCloseable {
    /**
     * Takes the oldest entry, waiting while the queue is empty.
     *
     * <p><b>Waits</b> until one of these, checked in this order:
     *
     * <ol>
     *   <li>the calling thread is interrupted: {@link InterruptedException};
     *   <li>{@code ctx} is done: {@link ContextDoneException};
     *   <li>there is an entry: it is taken;
     *   <li>the hub has failed, or this or the hub is closed: {@link HubFailedException}, {@link ClosedException}.
     * </ol>
     *
     * Only the absence of matching entries makes this wait; other listeners never do.
     *
     * @param ctx how long to wait
     * @return the entry, with what was lost before it
     * @throws WouldDeadlockException if called on the hub's thread; nothing was taken
     * @throws ConcurrentUseException if another thread is taking; nothing was taken
     * @throws InterruptedException if interrupted, with the status cleared; nothing was taken
     * @throws ContextDoneException if {@code ctx} is done; nothing was taken
     * @throws HubFailedException if the queue is empty and the hub has failed
     * @throws ClosedException if the queue is empty and this or the hub is closed
     * @rule L-1, L-6, L-7, F-8, W-1
     */
    Delivery<T> next(Context ctx) throws InterruptedException;

    /**
     * Takes the oldest entry if there is one, without waiting.
     *
     * @return the entry, with what was lost before it; null if nothing is queued
     * @throws ConcurrentUseException if another thread is taking; nothing was taken
     * @throws HubFailedException if the queue is empty and the hub has failed
     * @throws ClosedException if the queue is empty and this or the hub is closed
     * @rule L-1, L-6
     */
    @Nullable
    Delivery<T> poll();

    /**
     * Takes up to so many entries, without waiting; the same as {@link #poll} until it gives null or {@code max} are taken, at
     * less cost.
     *
     * @param max how many at most, at least 1
     * @param sink is given each, on the calling thread
     * @return how many were taken; 0 if nothing is queued
     * @throws IllegalArgumentException if {@code max} is less than 1; nothing was taken
     * @throws ConcurrentUseException if another thread is taking, or the sink calls back; nothing was taken
     * @throws HubFailedException if the queue is empty and the hub has failed
     * @throws ClosedException if the queue is empty and this or the hub is closed
     * @rule L-1, L-4
     */
    int drain(int max, EntrySink<T> sink);

    /**
     * Where this listener begins: every matching entry after this one is taken, lost or queued here, and none before.
     *
     * @return a cursor, {@link Cursor#ORIGIN} where the store was empty
     * @rule L-8, L-9
     */
    Cursor registeredAfter();

    /**
     * How many matching entries were dropped before they were taken. Without waiting; it never goes down.
     *
     * @return entries
     * @rule L-3, L-4
     */
    long lost();

    /**
     * How many entries can be taken. Without waiting; a moment's view.
     *
     * @return entries, at most {@link #capacity()}
     * @rule L-3
     */
    int queued();

    /**
     * How many entries the queue keeps.
     *
     * @return entries
     * @rule L-2, L-5
     */
    int capacity();

    /**
     * Which labels it wants.
     *
     * @return the filter
     */
    LabelFilter filter();

    /**
     * Ends this listener: no further entry is queued.
     *
     * <p>Idempotent; from any thread; does not wait. Wakes the taker that waits, whose {@link #next} then throws {@link
     * ClosedException}. What is queued can still be taken. Takes no notice of interrupts.
     *
     * @rule L-6, L-7
     */
    @Override
    void close();
}
