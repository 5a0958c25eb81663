package dev.feedhub.store.memory;

import dev.feedhub.Context;
import dev.feedhub.store.PositionRange;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects one page from a snapshot.
 *
 * <p>What it looks at is charged to {@code maxExamined}: a wanted record with its bytes; an unwanted one with {@value
 * Chunk#ID_BYTES} for its label's id; and each unwanted label of a chunk once, with its length and as much. A chunk whose few labels
 * are all unwanted costs these labels and no more. Whatever would exceed the limit is left to the next page, unless it is the first
 * thing of this one.
 */
final class PageScan {
    private final LogSnapshot log;
    private final ReadRequest request;
    private final PositionRange range;
    private final int step;
    private final long start; // the position before the first to look at
    private final List<StoredRecord> found = new ArrayList<>();
    private long examined;
    private long through;

    PageScan(LogSnapshot log, ReadRequest request) {
        this.log = log;
        this.request = request;
        this.range = PositionRange.of(request, log.span(), log::cursor);
        this.step = request.descending() ? -1 : 1;
        this.start = request.descending() ? range.last() + 1 : range.first() - 1;
        this.through = start;
    }

    RecordPage page(Context ctx) {
        if (range.isEmpty()) {
            return new RecordPage(List.of(), log.cursor(range.first() - 1), true, log.span());
        }
        long end = request.descending() ? range.first() : range.last();
        int chunk = log.indexOf(start + step);
        while (scan(log.chunk(chunk)) && through != end) {
            chunk += step;
            ctx.check();
        }
        return new RecordPage(found, log.cursor(through), through == end, log.span());
    }

    /** Goes on through a chunk. False where the page is full before its end. */
    private boolean scan(Chunk chunk) {
        LabelVerdicts verdicts = new LabelVerdicts(chunk, request.filter());
        long end = request.descending() ? Math.max(range.first(), chunk.first()) : Math.min(range.last(), chunk.last());
        if (chunk.labelCount() <= Math.min(LabelVerdicts.FEW, (end - through) * step) && verdicts.wantsNone()) {
            return charge(verdicts.takeCost(), end);
        }
        for (long position = through + step; through != end; position += step) {
            if (found.size() == request.maxRecords() || !look(chunk, position, verdicts)) {
                return false;
            }
        }
        return true;
    }

    private boolean look(Chunk chunk, long position, LabelVerdicts verdicts) {
        int slot = chunk.slot(position);
        boolean wanted = verdicts.wants(chunk.labelId(slot));
        if (!charge(verdicts.takeCost() + (wanted ? chunk.bytes(slot) : Chunk.ID_BYTES), position)) {
            return false;
        }
        if (wanted) {
            found.add(new StoredRecord(log.cursor(position), chunk.record(slot)));
        }
        return true;
    }

    /** Accounts for having looked through a position, unless that would be too much. */
    private boolean charge(long cost, long position) {
        if (through != start && cost > request.maxExamined() - examined) {
            return false;
        }
        examined += cost;
        through = position;
        return true;
    }
}
