package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a store's trees hold, checked while they are walked: the log first, as the index is compared with it. */
final class StoreContents {
    private final LogState state;
    private final LogCheck log;
    private final IndexCheck index;
    private final EpochCheck epochs;

    private StoreContents(LogState state, Problems problems) {
        this.state = state;
        this.index = new IndexCheck(state, problems);
        this.log = new LogCheck(state, index, problems);
        this.epochs = new EpochCheck(state, problems);
    }

    /** The contents of a snapshot, whose state record is read first; where it is damaged, that of an empty store is assumed. */
    static StoreContents of(Snapshot snapshot, Problems problems) throws IOException {
        try {
            Optional<byte[]> state = new TreeLookup(snapshot).value(StateSeal.KEY);
            if (state.isPresent()) {
                StateSeal.check(state.get(), snapshot.meta().transactionId());
                ByteBuffer bytes = ByteBuffer.wrap(state.get()).order(ByteOrder.LITTLE_ENDIAN);
                return new StoreContents(LogState.decode(bytes), problems);
            }
        } catch (DamagedFileException | DamagedBlockException e) {
            problems.add("" + e.getMessage());
            StoreContents unknown = new StoreContents(LogState.EMPTY, problems);
            unknown.index.ignore();
            return unknown;
        }
        return new StoreContents(LogState.EMPTY, problems);
    }

    /** Who is given the entries of which tree. */
    Map<String, EntryVisitor> visitors() {
        Map<String, EntryVisitor> visitors = new LinkedHashMap<>();
        visitors.put("log", log);
        visitors.put("index", index);
        visitors.put("epochs", epochs);
        return visitors;
    }

    /** Checks what only the end shows, when all entries were delivered. */
    void end() {
        log.end();
        index.end();
        epochs.end();
    }

    LogState state() {
        return state;
    }

    /** How many records above the floor were read. */
    long records() {
        return log.records();
    }
}
