package dev.feedhub.store;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.ContextDoneException;
import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.StoreException;
import dev.feedhub.TruncatedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A log of records, each named by a position.
 *
 * <p><b>Ordering.</b> Positions strictly increase and are never given twice. Who sees a record sees every older one above the
 * floor, and a batch wholly or not at all.
 *
 * <p><b>Blocking.</b> A call works for as long as its input and output take; {@link #awaitChange} waits. Readers never wait for
 * the writer, nor it for them.
 *
 * <p><b>Threads.</b> {@link #append}, {@link #trim}, {@link #sync} and {@link #maintain} are called by one thread at a time, the
 * hub's; everything else by any thread, {@link #close()} too.
 *
 * <p><b>Lifetime and ownership.</b> Open until closed. Records and their arrays are the store's once appended and the caller's once
 * read: neither side sees what the other does to them.
 *
 * <p><b>Loss and errors.</b> After {@link #close()} each call throws {@link ClosedException}; one in progress completes or throws it.
 * An append that ends with an exception stored nothing, unless it is a {@link StoreException} whose outcome is unknown.
 */
public interface Store extends AutoCloseable {
    /**
     * What this store does.
     *
     * @return always the same
     */
    Set<StoreFeature> features();

    /**
     * How large things may be.
     *
     * @return always the same
     */
    StoreLimits limits();

    /**
     * Appends a batch, all or nothing, and applies retention. Where the store is {@link StoreFeature#DURABLE} in its default mode,
     * the batch is durable when this returns.
     *
     * @param ctx checked before anything is stored
     * @param batch at least one record, in order; the list is the caller's, the records are handed over
     * @return a position for each
     * @throws ContextDoneException if {@code ctx} is done; nothing was stored
     * @throws dev.feedhub.LimitExceededException if a record is too large; nothing was stored
     * @throws StoreException with its outcome
     * @throws ClosedException if closed; nothing was stored
     * @rule S-1, S-2, S-3, S-7, S-8, S-11
     */
    Positions append(Context ctx, List<Record> batch);

    /**
     * Tells what is held, also of an empty store.
     *
     * @param ctx checked first
     * @return floor and newest, as of one moment
     * @throws ContextDoneException if {@code ctx} is done
     * @throws ClosedException if closed
     * @rule S-16
     */
    StoreSpan span(Context ctx);

    /**
     * Reads one page.
     *
     * @param ctx checked first
     * @param request which records
     * @return the page
     * @throws ContextDoneException if {@code ctx} is done
     * @throws TruncatedException if the range begins below the floor: after a position less than the floor's, or from one that is
     *     not above it
     * @throws DivergedException if a bound is not {@link Cursor#ORIGIN} and not of this store's history; it is checked first. A
     *     position between two records of an epoch is of that epoch, also where no record has it
     * @throws ClosedException if closed
     * @rule S-4, S-5, S-6, S-7, S-9
     */
    RecordPage read(Context ctx, ReadRequest request);

    /**
     * Counts what reading page after page would give; {@code maxRecords} and {@code maxExamined} do not count.
     *
     * @param ctx checked while counting
     * @param request which records
     * @return how many
     * @throws ContextDoneException if {@code ctx} is done
     * @throws TruncatedException as {@link #read}
     * @throws DivergedException as {@link #read}
     * @throws ClosedException if closed
     * @rule S-16
     */
    long count(Context ctx, ReadRequest request);

    /**
     * Finds the oldest record that is not older than a time.
     *
     * @param ctx checked first
     * @param time the time
     * @return its cursor; empty where every record is older
     * @throws ContextDoneException if {@code ctx} is done
     * @throws ClosedException if closed
     * @rule S-16
     */
    Optional<Cursor> firstAtOrAfter(Context ctx, Instant time);

    /**
     * Removes the oldest records and lets their space be used again.
     *
     * @param ctx checked first
     * @param through the last position to remove; beyond the newest, all are removed; not above the floor, none
     * @return how many records were removed
     * @throws ContextDoneException if {@code ctx} is done; nothing was removed
     * @throws StoreException if they cannot be removed
     * @throws ClosedException if closed
     * @rule S-12
     */
    long trim(Context ctx, long through);

    /**
     * Waits until there is a record after a position, for readers beside a writer. Unless overridden it looks again every 1 to
     * 50 ms.
     *
     * @param ctx how long to wait
     * @param afterPosition the newest position already seen
     * @return true; false where the store cannot change any more
     * @throws InterruptedException if interrupted, with the status cleared
     * @throws ContextDoneException if {@code ctx} is done
     * @throws ClosedException if closed
     */
    default boolean awaitChange(Context ctx, long afterPosition) throws InterruptedException {
        return ChangePoll.await(this, ctx, afterPosition);
    }

    /**
     * Makes everything appended durable, where that is left open by the store's mode.
     *
     * @param ctx checked first
     * @throws ContextDoneException if {@code ctx} is done
     * @throws StoreException if it cannot be made so
     * @throws ClosedException if closed
     * @rule S-11
     */
    void sync(Context ctx);

    /**
     * Does what is due with nothing to append: applies retention by age, say. Called when the hub opens the store, and when it is
     * idle.
     *
     * @param ctx checked first
     * @return how long until this is to be called again, at least; more than zero
     * @throws ContextDoneException if {@code ctx} is done
     * @throws StoreException if it cannot be done; the hub goes on
     * @throws ClosedException if closed
     */
    default Duration maintain(Context ctx) {
        return Duration.ofDays(1);
    }

    /**
     * Closes the store.
     *
     * <p>Idempotent; from any thread; may wait for calls in progress, but not for {@link #awaitChange}, which it wakes. What was appended
     * stays as durable as it was. Takes no notice of interrupts.
     *
     * @rule S-10
     */
    @Override
    void close();
}
