package dev.feedhub.store.lmdb;

import dev.feedhub.Cursor;
import java.time.Instant;
import java.util.Optional;

/** Finds a time by halves, as times are in the order of positions. */
final class TimeSearch {
    private TimeSearch() {}

    /** The oldest record that is not older than a time. */
    static Optional<Cursor> firstAtOrAfter(LogView log, Instant time) {
        long low = log.span().floor().position() + 1;
        long high = log.span().newest().position() + 1; // every record from here on is young enough
        long beyond = high;
        while (low < high) {
            Block block = log.block(low + (high - low) / 2);
            RecordTable table = block.table();
            int record = 0;
            while (record < block.records() && table.time(record).isBefore(time)) {
                record++;
            }
            if (record > 0) {
                low = Math.max(low, block.firstPosition() + record);
            }
            if (record < block.records()) {
                high = Math.max(low, Math.min(high, block.firstPosition() + record));
            }
        }
        return low == beyond ? Optional.empty() : Optional.of(log.cursor(low));
    }
}
