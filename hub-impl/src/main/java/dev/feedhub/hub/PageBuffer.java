package dev.feedhub.hub;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.Entry;
import dev.feedhub.LabelFilter;
import dev.feedhub.Page;
import dev.feedhub.Query;
import dev.feedhub.Signal.Diverged;
import dev.feedhub.Signal.Notice;
import dev.feedhub.Signal.Truncated;
import dev.feedhub.TruncatedException;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.StoredRecord;
import java.util.Collections;
import java.util.Iterator;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a stream has read from the store and not yet given: one page at most. For one thread at a time. */
final class PageBuffer<T> {
    private final StoreHistory<T> history;
    private final Query query;
    private final boolean consecutive;

    private Iterator<StoredRecord> records = Collections.emptyIterator();
    private Cursor through;
    private Cursor newest = Cursor.ORIGIN;
    private boolean atEnd;

    PageBuffer(StoreHistory<T> history, LabelFilter filter, boolean consecutive, Cursor start) {
        this.history = history;
        this.query = Query.all().matching(filter);
        this.consecutive = consecutive;
        this.through = start;
    }

    @Nullable
    Entry<T> poll() {
        return records.hasNext() ? history.entry(records.next()) : null;
    }

    boolean isEmpty() {
        return !records.hasNext();
    }

    /** How far this has looked: all matching entries up to there were given, or are in here. */
    Cursor through() {
        return through;
    }

    /** The newest of the store as of the last page; {@code through} may be in the gap after it, where positions have gaps. */
    Cursor newest() {
        return newest;
    }

    /** Whether the last page reached the end of what was asked for. */
    boolean atEnd() {
        return atEnd;
    }

    /** Takes notice that all matching entries up to a cursor were given otherwise. */
    void skipThrough(Cursor cursor) {
        if (cursor.position() > through.position()) {
            through = cursor;
        }
    }

    /** Reads the page that follows, up to a cursor or to the end of the store; gives what it met instead, or null. */
    @Nullable
    Notice<T> load(Context ctx, @Nullable Cursor last) {
        Query rest = query.after(through);
        try {
            RecordPage page = history.page(ctx, last == null ? rest : rest.through(last), Page.MAX_ENTRIES);
            records = page.records().iterator();
            skipThrough(page.through());
            newest = page.span().newest();
            atEnd = page.atEnd();
            if (last != null && atEnd) {
                skipThrough(last); // also where there is no record of that position
            }
            return null;
        } catch (TruncatedException truncated) {
            return truncatedAt(truncated.floor(), last);
        } catch (DivergedException diverged) {
            Cursor start = through;
            through = diverged.floor();
            return new Diverged<>(through, start);
        }
    }

    /** What comes after {@code last} is at hand, even where the floor has gone past it. */
    private Notice<T> truncatedAt(Cursor floor, @Nullable Cursor last) {
        Cursor next = last != null && last.position() < floor.position() ? last : floor;
        long missed = next.position() - through.position();
        through = next;
        return new Truncated<>(next, floor, consecutive ? OptionalLong.of(missed) : OptionalLong.empty());
    }
}
