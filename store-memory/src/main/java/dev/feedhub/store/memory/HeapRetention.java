package dev.feedhub.store.memory;

import dev.feedhub.Label;
import dev.feedhub.Setting;
import dev.feedhub.store.Record;
import dev.feedhub.store.StoreConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a log keeps: the newest records, as far as all three bounds allow.
 *
 * <p>The bounds hold record by record after each append: no record beyond them is ever read, counted or found. The heap follows
 * by the chunk, which is at most {@value ChunkWriter#MAX_RECORDS} records, and {@value ChunkWriter#FULL_BYTES} bytes and a record
 * more.
 *
 * <p>A record counts as {@link Record#bytes()} plus {@value #OVERHEAD}. One that would not fit into {@code maxBytes} alone is
 * refused, so that an append always leaves its newest record in the log, unless that is too old already. Of a batch larger than
 * the bounds the oldest records are removed by the append that brings them.
 *
 * @param maxEntries the most records
 * @param maxBytes the most bytes
 * @param maxAge how old a record may be; {@link #FOREVER} is no bound
 */
record HeapRetention(long maxEntries, long maxBytes, Duration maxAge) {
    /**
     * About what the heap spends on a record besides its payload's bytes and its label's characters: an array's header and
     * padding, two references, a share of the chunk, and of the label where few records have the same.
     */
    static final int OVERHEAD = 64;

    static final Duration FOREVER = Duration.ofDays(36_500);

    static final Setting<Long> MAX_ENTRIES = Setting.number(
            "feedhub.store.memory.maxEntries", 1_000_000, 1, Long.MAX_VALUE, "How many entries the store keeps.");

    static final Setting<Long> MAX_BYTES = Setting.bytes(
            "feedhub.store.memory.maxBytes",
            "256MiB",
            4_096,
            Long.MAX_VALUE,
            "How many bytes of labels and payloads the store keeps, where each entry counts as " + OVERHEAD
                    + " more; an entry that has more by itself is refused.");

    static final Setting<Duration> MAX_AGE = Setting.duration(
            "feedhub.store.memory.maxAge",
            "36500d",
            Duration.ofMillis(1),
            FOREVER,
            "How old an entry may become before the store removes it; 36500d is for ever.");

    static final List<Setting<?>> SETTINGS = List.of(MAX_ENTRIES, MAX_BYTES, MAX_AGE);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    static HeapRetention configured(StoreConfig config) {
        return new HeapRetention(config.get(MAX_ENTRIES), config.get(MAX_BYTES), config.get(MAX_AGE));
    }

    static long size(Record record) {
        return record.bytes() + OVERHEAD;
    }

    /** The largest payload that fits into {@code maxBytes} whatever its label is. */
    int maxPayloadBytes() {
        return (int) Math.min(Integer.MAX_VALUE, maxBytes - OVERHEAD - Label.MAX_BYTES);
    }

    /** The log without the records beyond the bounds; the same where there are none. */
    LogSnapshot apply(LogSnapshot log, Instant now) {
        long floor = log.newest() - maxEntries;
        floor = Math.max(floor, log.firstWhere((chunk, slot) -> log.total() - chunk.start(slot) <= maxBytes) - 1);
        floor = Math.max(floor, log.firstAtOrAfter(oldestTime(now)) - 1);
        return log.above(floor);
    }

    /** How long until a record of the log, or one appended from now on, becomes too old. */
    Duration pause(LogSnapshot log, Instant now) {
        if (maxAge.equals(FOREVER)) {
            return LONGEST_PAUSE;
        }
        Duration left =
                log.isEmpty() ? maxAge : Duration.between(now, log.oldestTime()).plus(maxAge);
        return left.compareTo(SHORTEST_PAUSE) < 0
                ? SHORTEST_PAUSE
                : left.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : left;
    }

    private Instant oldestTime(Instant now) {
        return maxAge.equals(FOREVER) ? Instant.MIN : now.minus(maxAge);
    }
}
