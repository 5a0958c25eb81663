package dev.feedhub.store.lmdb;

import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.store.PositionRange;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.StoreSpan;
import dev.feedhub.store.StoredRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/** The log as of a transaction. */
final class LogView {
    private final Transaction txn;
    private final LogState state;
    private final Epochs epochs;

    LogView(Transaction txn) {
        this.txn = txn;
        this.state = LogState.read(txn);
        this.epochs = new Epochs(txn);
    }

    StoreSpan span() {
        return state.span();
    }

    /** The time whose age lets retention remove the oldest block; none where there is none. */
    Instant oldestTime() {
        if (state.isEmpty()) {
            return Instant.MAX;
        }
        try (TreeCursor log = txn.cursor(Tree.LOG)) {
            boolean several = log.first() && log.next();
            return several
                    ? Block.decode(BlockKey.decode(log.key()), log.value()).time()
                    : state.newestTime();
        }
    }

    Cursor cursor(long position) {
        return epochs.cursor(position);
    }

    PositionRange range(ReadRequest request) {
        return PositionRange.of(request, state.span(), epochs::cursor);
    }

    /** The blocks, from the one of a position on, that may have records with wanted labels. */
    BlockWalk walk(LabelFilter filter, long from, boolean descending) {
        if (!descending && from >= state.unlisted().firstStart()) {
            return new WholeLogWalk(txn, from, false);
        }
        return LabelIndex.lookup(txn, filter)
                .<BlockWalk>map(labels -> new IndexWalk(txn, state, labels, from, descending))
                .orElseGet(() -> new WholeLogWalk(txn, from, descending));
    }

    /** The block in which a position begins. */
    Block block(long position) {
        try (TreeCursor log = txn.cursor(Tree.LOG)) {
            return BlockWalk.containing(txn, log, position);
        }
    }

    /** A copy of a record, payload and all. */
    StoredRecord record(Block block, RecordTable table, int record) {
        long position = block.firstPosition() + record;
        byte[] payload = table.hasPayload(record) ? payload(block, table, record) : null;
        return new StoredRecord(
                cursor(position), new Record(table.time(record), block.label(table.label(record)), payload));
    }

    private byte[] payload(Block block, RecordTable table, int record) {
        byte[] begun = table.payload(record);
        int copied = begun.length;
        if (copied == table.payloadLength(record)) {
            return begun;
        }
        byte[] payload = Arrays.copyOf(begun, table.payloadLength(record));
        BlockKey part = new BlockKey(block.firstPosition() + record, 0);
        byte[] carried = new byte[BlockLayout.CAPACITY];
        while (copied < payload.length) {
            part = part.next();
            ByteBuffer value = txn.get(Tree.LOG, part.encoded());
            if (value == null) {
                throw new DamagedBlockException(part, "it is to go on with a payload, and is not there");
            }
            Block further = Block.decode(part, value);
            further.copyBody(carried);
            if (further.carried() == 0 || further.carried() > payload.length - copied) {
                throw new DamagedBlockException(part, "it does not fit the payload that it is a part of");
            }
            System.arraycopy(carried, 0, payload, copied, further.carried());
            copied += further.carried();
        }
        return payload;
    }
}
