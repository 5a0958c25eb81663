package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the pages of one state of the store while it is written. LMDB's transaction keeps them from being written over, all
 * but the meta page, which the second commit after it overwrites; where that was faster than the look at it, the next
 * transaction is tried.
 */
final class PinnedWalk {
    private static final int ATTEMPTS = 1_000;

    private PinnedWalk() {}

    /** What to do with a snapshot. */
    @FunctionalInterface
    interface Work<T> {
        T on(Snapshot snapshot) throws IOException;
    }

    /**
     * Does work on a snapshot that stays as it is.
     *
     * @param dataFile LMDB's data file
     * @param pins begins a transaction that sees the newest state
     * @param work what to do
     */
    static <T> T on(Path dataFile, Supplier<SnapshotPin> pins, Work<T> work) throws IOException, DamagedFileException {
        for (int attempt = 1; ; attempt++) {
            try (SnapshotPin pin = pins.get();
                    PageFile file = PageFile.open(dataFile)) {
                Optional<MetaPage> meta = settled(file, pin.transactionId());
                if (meta.isPresent()) {
                    return work.on(new Snapshot(file, meta.get()));
                }
                if (attempt == ATTEMPTS) {
                    throw new DamagedFileException(
                            "no meta page (pages 0 and 1) is of the transaction that LMDB reads, " + pin.transactionId()
                                    + ", at any of " + ATTEMPTS + " attempts");
                }
            }
        }
    }

    /** The meta page of a transaction, if it can be read twice alike: it is not being written over. */
    private static Optional<MetaPage> settled(PageFile file, long transactionId) throws IOException {
        try {
            Optional<MetaPage> meta = Metas.read(file).of(transactionId);
            if (meta.isPresent()) {
                meta.get().checkTrees();
            }
            return meta.equals(Metas.read(file).of(transactionId)) ? meta : Optional.empty();
        } catch (DamagedFileException e) {
            return Optional.empty(); // half written, or damaged, which the last attempt tells
        }
    }
}
