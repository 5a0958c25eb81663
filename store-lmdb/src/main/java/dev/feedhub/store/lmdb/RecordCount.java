package dev.feedhub.store.lmdb;

import dev.feedhub.Context;
import dev.feedhub.store.PositionRange;
import dev.feedhub.store.ReadRequest;

/** Counts records in a view of the log; blocks that are wholly in the range by their label tables. */
final class RecordCount {
    private RecordCount() {}

    static long of(Context ctx, LogView log, ReadRequest request) {
        PositionRange range = log.range(request);
        if (range.isEmpty()) {
            return 0;
        }
        BlockWalk walk = log.walk(request.filter(), range.first(), false);
        long count = 0;
        Block block;
        while ((block = walk.next()) != null && block.firstPosition() <= range.last()) {
            ctx.check();
            LabelVerdicts verdicts = new LabelVerdicts(block, request.filter());
            boolean whole = block.firstPosition() >= range.first() && block.lastPosition() <= range.last();
            count += whole || verdicts.wantsNone() ? verdicts.records() : count(block, range, verdicts);
        }
        return count;
    }

    private static long count(Block block, PositionRange range, LabelVerdicts verdicts) {
        RecordTable table = block.table();
        long from = Math.max(range.first(), block.firstPosition()) - block.firstPosition();
        long through = Math.min(range.last(), block.lastPosition()) - block.firstPosition();
        long count = 0;
        for (int record = (int) from; record <= through; record++) {
            count += verdicts.wants(table.label(record)) ? 1 : 0;
        }
        return count;
    }
}
