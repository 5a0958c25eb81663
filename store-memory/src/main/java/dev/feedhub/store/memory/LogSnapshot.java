package dev.feedhub.store.memory;

import dev.feedhub.Cursor;
import dev.feedhub.store.Record;
import dev.feedhub.store.StoreSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a log is at one moment. Immutable, but for the writer, which is for the hub's thread alone.
 *
 * @param epoch of every record
 * @param sealed the chunks that are complete, oldest first, none wholly below the floor
 * @param tail the newest chunk, empty only where the log is
 * @param writer goes on with the tail
 * @param floor the newest position removed, or 0
 * @param newest the newest position ever appended, or 0
 * @param newestTime its time, or {@link Instant#MIN}
 * @param total the size of all records ever appended
 */
record LogSnapshot(
        long epoch,
        List<Chunk> sealed,
        Chunk tail,
        ChunkWriter writer,
        long floor,
        long newest,
        Instant newestTime,
        long total) {

    /** Says something about the record of a slot that, where it is so of one record, is so of all newer ones. */
    interface SlotTest {
        boolean holds(Chunk chunk, int slot);
    }

    static LogSnapshot empty(long epoch) {
        return empty(epoch, 0, Instant.MIN, 0);
    }

    private static LogSnapshot empty(long epoch, long newest, Instant newestTime, long total) {
        ChunkWriter writer = new ChunkWriter(newest + 1);
        return new LogSnapshot(epoch, List.of(), writer.chunk(), writer, newest, newest, newestTime, total);
    }

    /**
     * This log and a batch. Where this fails half way the writer is ahead of the tail; the next append sees it and begins
     * another chunk.
     */
    LogSnapshot with(List<Record> batch) {
        ChunkWriter writing = writer;
        List<Chunk> filled = new ArrayList<>();
        if (writing.size() != tail.size()) {
            writing = new ChunkWriter(newest + 1);
            if (tail.size() > 0) {
                filled.add(tail.sealed());
            }
        }
        long last = newest;
        long size = total;
        Instant time = newestTime;
        for (Record record : batch) {
            if (writing.isFull()) {
                filled.add(writing.chunk().sealed());
                writing = new ChunkWriter(last + 1);
            }
            writing.add(record, size);
            last++;
            size += HeapRetention.size(record);
            time = record.time();
        }
        return new LogSnapshot(epoch, sealedAnd(filled), writing.chunk(), writing, floor, last, time, size);
    }

    /** This log without the records up to a position; the same where there are none. */
    LogSnapshot above(long position) {
        if (position <= floor) {
            return this;
        }
        if (position >= newest) {
            return empty(epoch, newest, newestTime, total);
        }
        int gone = indexOf(position + 1);
        List<Chunk> kept = gone == 0 ? sealed : List.copyOf(sealed.subList(gone, sealed.size()));
        return new LogSnapshot(epoch, kept, tail, writer, position, newest, newestTime, total);
    }

    boolean isEmpty() {
        return floor == newest;
    }

    Instant oldestTime() {
        Chunk oldest = chunk(0);
        return oldest.time(oldest.slot(floor + 1));
    }

    Cursor cursor(long position) {
        return position == 0 ? Cursor.ORIGIN : new Cursor(position, epoch);
    }

    StoreSpan span() {
        return new StoreSpan(cursor(floor), cursor(newest), newestTime);
    }

    Chunk chunk(int index) {
        return index == sealed.size() ? tail : sealed.get(index);
    }

    /** The chunk of a position that is held. */
    int indexOf(long position) {
        return firstChunk((chunk, slot) -> chunk.first() + slot >= position);
    }

    /** The oldest position held that is not older than a time; the one after the newest where all are. */
    long firstAtOrAfter(Instant time) {
        return firstWhere((chunk, slot) -> !chunk.time(slot).isBefore(time));
    }

    /** The oldest position held for which a test holds; the one after the newest where there is none. */
    long firstWhere(SlotTest test) {
        if (isEmpty() || !test.holds(tail, tail.size() - 1)) {
            return newest + 1;
        }
        Chunk chunk = chunk(firstChunk(test));
        int low = Math.max(0, chunk.slot(floor + 1));
        int high = chunk.size() - 1; // it holds there
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (test.holds(chunk, middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return chunk.first() + low;
    }

    /** The oldest chunk for whose last record a test holds; it holds for the newest record of all. */
    private int firstChunk(SlotTest test) {
        int low = 0;
        int high = sealed.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            Chunk chunk = sealed.get(middle);
            if (test.holds(chunk, chunk.size() - 1)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private List<Chunk> sealedAnd(List<Chunk> filled) {
        if (filled.isEmpty()) {
            return sealed;
        }
        List<Chunk> all = new ArrayList<>(sealed.size() + filled.size());
        all.addAll(sealed);
        all.addAll(filled);
        return all;
    }
}
