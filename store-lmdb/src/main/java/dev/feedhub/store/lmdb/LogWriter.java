package dev.feedhub.store.lmdb;

import dev.feedhub.Cursor;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.store.Positions;
import dev.feedhub.store.Record;
import java.time.Instant;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the log and removes from it; one thread at a time.
 *
 * <p><b>An append</b> is one transaction: the last block of the log is written again with what fits into it, further blocks follow,
 * blocks that are left behind are listed in the index, many at a time, the state and, once for each opening, the epoch are written, and
 * retention is applied. It is durable when the transaction is.
 *
 * <p><b>What the writer remembers</b> is the last block, those before it that are not listed, the oldest, and the state, so that an
 * append need not read the end of the log, nor its beginning as long as retention keeps that. They are good only while every transaction
 * since has been committed: a transaction begins by forgetting them and its commit brings them back; one that finds none reads
 * them from the log.
 */
final class LogWriter {
    /** How many blocks an append may remove besides two for each that it adds. */
    private static final int LEAST_SWEPT = 8;

    /** How many blocks a transaction removes that does nothing else; fewer where the disk has no room for its pages. */
    private static final List<Integer> SWEPT_AT_ONCE = List.of(200, 30, 1);

    private final Environment environment;
    private final DiskRetention retention;
    private final long epoch;
    private @Nullable Tail remembered;

    /** The end of the log; and its oldest block, where it is known. */
    private record Tail(LogState state, UnlistedBlocks unlisted, TailBlock block, LogSweep.@Nullable Oldest oldest) {}

    /** A writer whose records get an epoch, which is not 0. */
    LogWriter(Environment environment, DiskRetention retention, long epoch) {
        this.environment = environment;
        this.retention = retention;
        this.epoch = epoch;
    }

    /**
     * Reads the end of the log, as a check.
     *
     * @throws DamagedBlockException if it cannot be appended to
     */
    void open() {
        remembered = environment.read(LogWriter::read);
    }

    Positions append(List<Record> batch, Instant now) {
        Tail appended = environment.write(txn -> append(txn, end(txn), batch, now));
        remembered = appended;
        long first = appended.state.newest().position() - batch.size() + 1;
        return Positions.consecutive(epoch, first, batch.size());
    }

    /** Removes the records through a position, and says how many. */
    long trim(long through, Instant now) {
        long removed = removing(budget -> moveFloor(through, now, budget));
        while (sweep(now)) {
            // the floor is there already; the blocks below it follow, a few in each transaction
        }
        if (removed > 0) {
            settle();
        }
        return removed;
    }

    /** LMDB uses pages again two transactions after the one that freed them: so the next one is this, which changes nothing. */
    private void settle() {
        try {
            remembered = environment.write(txn -> {
                Tail tail = end(txn);
                tail.state.write(txn);
                return tail;
            });
        } catch (StoreException full) {
            if (full.outcome() != Outcome.NOT_STORED) {
                throw full;
            }
        }
    }

    private long moveFloor(long through, Instant now, int budget) {
        long[] removed = {0};
        remembered = environment.write(txn -> {
            Tail tail = end(txn);
            long before = tail.state.floor().position();
            long floor = Math.max(before, Math.min(through, tail.state.newest().position()));
            removed[0] = floor - before;
            return removed[0] == 0 ? tail : sweep(txn, tail, floor, now, budget);
        });
        return removed[0];
    }

    /**
     * Removes as many blocks at once as there is room for: LMDB writes the pages that lead to them anew, and theirs are free only
     * when it has.
     */
    private static long removing(IntToLongFunction removal) {
        int most = SWEPT_AT_ONCE.size() - 1;
        for (int budget : SWEPT_AT_ONCE.subList(0, most)) {
            try {
                return removal.applyAsLong(budget);
            } catch (StoreException full) {
                if (full.outcome() != Outcome.NOT_STORED) {
                    throw full;
                }
            }
        }
        return removal.applyAsLong(SWEPT_AT_ONCE.get(most));
    }

    /**
     * Applies retention, and frees blocks below the floor.
     *
     * @return whether there may be more to do
     */
    boolean sweep(Instant now) {
        boolean due = environment.read(txn -> {
            LogState state = LogState.read(txn);
            return new LogSweep(txn, retention, now)
                    .isDue(state, last(txn, state).end());
        });
        if (!due) {
            return false;
        }
        removing(budget -> {
            remembered = environment.write(txn -> {
                Tail tail = end(txn);
                return sweep(txn, tail, tail.state.floor().position(), now, budget);
            });
            return budget;
        });
        return true;
    }

    /** The end of the log, which is forgotten until the transaction is committed. */
    private Tail end(Transaction txn) {
        Tail tail = remembered;
        remembered = null;
        return tail == null ? read(txn) : tail;
    }

    private static Tail read(Transaction txn) {
        LogState state = LogState.read(txn);
        TailBlock last = last(txn, state);
        return new Tail(state, UnlistedBlocks.read(txn, state, last.key()), last, null);
    }

    private static TailBlock last(Transaction txn, LogState state) {
        try (TreeCursor log = txn.cursor(Tree.LOG)) {
            if (!log.last()) {
                return emptyBlock(state.newest().position(), state.tail());
            }
            Block last = Block.decode(BlockKey.decode(log.key()), log.value());
            if (last.lastPosition() != state.newest().position() || last.offset() != state.tail()) {
                throw new DamagedBlockException(last.key(), "it is not the end of the log that the state tells of");
            }
            return TailBlock.of(last);
        }
    }

    private Tail append(Transaction txn, Tail tail, List<Record> batch, Instant now) {
        long position = tail.state.newest().position();
        if (tail.state.newest().epoch() != epoch) {
            Epochs.begin(txn, position + 1, epoch);
        }
        if (position == 0) {
            IndexEntries.begin(txn);
        }
        TailBlock block = tail.block;
        int sealed = 0;
        for (Record record : batch) {
            position++;
            int written = block.add(record);
            if (written < 0) {
                seal(txn, tail.unlisted, block, new BlockKey(position, 0));
                sealed++;
                written = block.add(record);
            }
            byte[] payload = record.payload();
            for (int part = 1; payload != null && written < payload.length; part++) {
                seal(txn, tail.unlisted, block, new BlockKey(position, part));
                sealed++;
                written += block.carry(payload, written, record.time());
            }
        }
        block.write(txn);
        LogState state = new LogState(
                tail.state.floor(),
                new Cursor(position, epoch),
                batch.get(batch.size() - 1).time(),
                block.offset(),
                tail.unlisted.first(block.key()));
        Tail appended = new Tail(state, tail.unlisted, block, tail.oldest);
        long floor = state.floor().position();
        if (tail.oldest != null && !tail.oldest.isDue(retention, state, block.end(), floor, now)) {
            state.write(txn);
            return appended;
        }
        return sweep(txn, appended, floor, now, LEAST_SWEPT + 2 * sealed);
    }

    /** Leaves a block behind, and begins the next. */
    private static void seal(Transaction txn, UnlistedBlocks unlisted, TailBlock block, BlockKey next) {
        block.write(txn);
        unlisted.add(txn, block.key(), block.labels());
        block.begin(next);
    }

    private Tail sweep(Transaction txn, Tail tail, long floor, Instant now, int budget) {
        LogSweep sweep = new LogSweep(txn, retention, now);
        long swept = sweep.remove(tail.state, tail.block.end(), floor, budget, tail.unlisted);
        TailBlock block =
                sweep.isLogEmpty() ? emptyBlock(tail.state.newest().position(), tail.block.end()) : tail.block;
        LogState state = new LogState(
                new Epochs(txn).cursor(swept),
                tail.state.newest(),
                tail.state.newestTime(),
                block.offset(),
                tail.unlisted.first(block.key()));
        state.write(txn);
        return new Tail(state, tail.unlisted, block, sweep.oldest());
    }

    private static TailBlock emptyBlock(long newest, long offset) {
        return new TailBlock(new BlockKey(newest + 1, 0), offset);
    }
}
