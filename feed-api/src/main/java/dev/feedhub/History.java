package dev.feedhub;

import java.time.Instant;
import java.util.Optional;

/**
 * What the store holds, read by range, label and time.
 *
 * <table>
 * <caption>Forms</caption>
 * <tr><th>one page</th><td>{@link #read}</td><td>entries, and how far it looked</td></tr>
 * <tr><th>all of a range</th><td>{@link #scan}, {@link #count}</td><td>page after page</td></tr>
 * <tr><th>where to start</th><td>{@link #span}, {@link #firstAtOrAfter}</td><td>cursors</td></tr>
 * </table>
 *
 * <p><b>Ordering.</b> Cursor order, or its reverse where the query says so. A page is one snapshot; a scan sees each page as of
 * its own.
 *
 * <p><b>Blocking.</b> Everything here works without waiting, for the hub or for anybody else; {@code ctx} is checked before
 * and between pages. So all of it may be called on the hub's thread.
 *
 * <p><b>Threads.</b> Safe from any thread.
 *
 * <p><b>Lifetime and ownership.</b> Lives as long as the hub or reader it belongs to; afterwards each call throws {@link
 * ClosedException}. Pages and entries stay valid.
 *
 * <p><b>Loss and errors.</b> A range that begins below the floor is a {@link TruncatedException}, a cursor of another history a
 * {@link DivergedException}: a query is never silently moved. Each method ends, in this order, with {@link
 * ContextDoneException}, {@link ClosedException}, or those two. A payload that cannot be decoded is told by {@link
 * Entry#data()} alone.
 *
 * @param <T> the type of the data
 * @rule S-5, S-6, S-10, S-16
 */
public interface History<T> {
    /**
     * Tells what the store holds, without waiting.
     *
     * @param ctx checked first
     * @return floor and newest; empty where the store holds no entry
     * @throws ContextDoneException if {@code ctx} is done
     * @throws ClosedException if the hub or reader is closed
     * @rule S-16
     */
    Optional<Span> span(Context ctx);

    /**
     * Reads one page, without waiting.
     *
     * @param ctx checked before and while the store is searched
     * @param query which entries
     * @return at least one entry if there is one
     * @throws ContextDoneException if {@code ctx} is done
     * @throws ClosedException if the hub or reader is closed
     * @throws TruncatedException if the range begins at entries that retention has removed
     * @throws DivergedException if a cursor of the query is not of this history
     * @rule S-5, S-6
     */
    Page<T> read(Context ctx, Query query);

    /**
     * Shows a visitor every entry of a range, without waiting. The same as reading page after page; entries indexed meanwhile
     * are shown too where the range is open at that end.
     *
     * @param ctx checked before and between pages
     * @param query which entries
     * @param visitor is shown them, on the calling thread, and says whether to go on
     * @throws ContextDoneException if {@code ctx} is done
     * @throws ClosedException if the hub or reader is closed
     * @throws TruncatedException if the range begins at entries that retention has removed, also where it removes them before
     *     the scan gets there
     * @throws DivergedException if a cursor of the query is not of this history
     * @rule S-5, S-6
     */
    void scan(Context ctx, Query query, Visitor<T> visitor);

    /**
     * Counts the entries of a range, without waiting; the query's limit counts too.
     *
     * @param ctx checked while counting
     * @param query which entries
     * @return as many as {@link #scan} would show
     * @throws ContextDoneException if {@code ctx} is done
     * @throws ClosedException if the hub or reader is closed
     * @throws TruncatedException if the range begins at entries that retention has removed
     * @throws DivergedException if a cursor of the query is not of this history
     * @rule S-16
     */
    long count(Context ctx, Query query);

    /**
     * Finds the oldest entry that is not older than a time, without waiting.
     *
     * @param ctx checked first
     * @param time the time
     * @return its cursor; empty where every entry is older
     * @throws ContextDoneException if {@code ctx} is done
     * @throws ClosedException if the hub or reader is closed
     * @rule S-16
     */
    Optional<Cursor> firstAtOrAfter(Context ctx, Instant time);
}
