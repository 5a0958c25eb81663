package dev.feedhub.store.lmdb;

import dev.feedhub.Context;
import dev.feedhub.store.PositionRange;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects one page from a view of the log.
 *
 * <p>What it looks at is charged to {@code maxExamined}: a wanted record with its label and payload; an unwanted one with {@value
 * #UNWANTED}; a block without wanted labels with its header and label table; one in which no record begins with its header alone.
 * Whatever would exceed the limit is left to the next page, unless it is the first thing of this one, or a block in which no record
 * begins.
 */
final class PageScan {
    private static final int UNWANTED = 4;

    private final LogView log;
    private final ReadRequest request;
    private final PositionRange range;
    private final int step;
    private final long start; // the position before the first to look at
    private final List<StoredRecord> found = new ArrayList<>();
    private final byte[] body = new byte[BlockLayout.CAPACITY];
    private long examined;
    private long through;

    PageScan(LogView log, ReadRequest request) {
        this.log = log;
        this.request = request;
        this.range = log.range(request);
        this.step = request.descending() ? -1 : 1;
        this.start = request.descending() ? range.last() + 1 : range.first() - 1;
        this.through = start;
    }

    RecordPage page(Context ctx) {
        if (range.isEmpty()) {
            return new RecordPage(List.of(), log.cursor(range.first() - 1), true, log.span());
        }
        long end = request.descending() ? range.first() : range.last();
        BlockWalk walk = log.walk(request.filter(), start + step, request.descending());
        while (through != end && found.size() < request.maxRecords()) {
            ctx.check();
            Block block = walk.next();
            if (block == null || isBeyond(block)) {
                through = end;
            } else if (!scan(block)) {
                break;
            }
        }
        return new RecordPage(found, log.cursor(through), through == end, log.span());
    }

    private boolean isBeyond(Block block) {
        return request.descending() ? block.lastPosition() < range.first() : block.firstPosition() > range.last();
    }

    /** Goes on through a block. False where the page is full before its end. */
    private boolean scan(Block block) {
        if (block.records() == 0) {
            examined += BlockLayout.HEADER;
            return true;
        }
        long first = Math.max(range.first(), block.firstPosition());
        long last = Math.min(range.last(), block.lastPosition());
        long end = request.descending() ? first : last;
        LabelVerdicts verdicts = new LabelVerdicts(block, request.filter());
        if (verdicts.wantsNone()) {
            return charge(block.headBytes(), end);
        }
        RecordTable table = block.table(body);
        for (long position = request.descending() ? last : first; ; position += step) {
            if (found.size() == request.maxRecords()
                    || !look(block, table, (int) (position - block.firstPosition()), verdicts)) {
                return false;
            }
            if (position == end) {
                return true;
            }
        }
    }

    private boolean look(Block block, RecordTable table, int record, LabelVerdicts verdicts) {
        int label = table.label(record);
        boolean wanted = verdicts.wants(label);
        long cost =
                wanted ? table.payloadLength(record) + (long) block.label(label).length() : UNWANTED;
        if (!charge(cost, block.firstPosition() + record)) {
            return false;
        }
        if (wanted) {
            found.add(log.record(block, table, record));
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
