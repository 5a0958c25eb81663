package dev.feedhub.store.lmdb;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.StoreException;
import dev.feedhub.store.StoreSpan;
import dev.feedhub.store.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Looks at all pages of a store by ordinary reads, also while it is written. A transaction of LMDB keeps the pages of one state
 * from being written over, all but its meta page, which the second commit after it overwrites; where those were faster than the
 * look at it, another transaction is begun.
 */
final class StoreVerifier {
    private static final StoreSpan NO_SPAN = new StoreSpan(Cursor.ORIGIN, Cursor.ORIGIN, Instant.MIN);
    private static final int ATTEMPTS = 1_000;

    private final Context ctx;
    private final Path dataFile;

    private StoreVerifier(Context ctx, Path dataFile) {
        this.ctx = ctx;
        this.dataFile = dataFile;
    }

    /** Does work while a transaction of LMDB reads, whose newest state has the id that is given. */
    @FunctionalInterface
    interface Pinned {
        Optional<Verification> read(LongFunction<Optional<Verification>> work);
    }

    /**
     * Looks at a store. Where its data file cannot be mapped, that is the problem that is told, and LMDB is not called.
     *
     * @param ctx checked at each page
     * @param dataFile LMDB's data file
     * @param pinned begins a transaction that reads; it opens LMDB only when it is called
     */
    static Verification verify(Context ctx, Path dataFile, Pinned pinned) {
        try {
            Preflight.check(dataFile);
        } catch (StoreException e) {
            return unread("" + e.getMessage());
        }
        StoreVerifier verifier = new StoreVerifier(ctx, dataFile);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ctx.check();
            Optional<Verification> found = pinned.read(verifier::walk);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return unread(
                "no meta page (pages 0 and 1) of " + dataFile + " is of the transaction that LMDB reads, at any of "
                        + ATTEMPTS + " attempts; verify it while nobody writes");
    }

    private Optional<Verification> walk(long transactionId) {
        try (PageFile file = PageFile.open(dataFile)) {
            Optional<MetaPage> meta = settled(file, transactionId);
            if (meta.isEmpty()) {
                return Optional.empty();
            }
            Problems problems = new Problems();
            Snapshot snapshot = new Snapshot(file, meta.get());
            StoreContents contents = StoreContents.of(snapshot, problems);
            TreeWalk.Pages pages = new TreeWalk(ctx, snapshot, problems).run(contents.visitors());
            contents.end();
            long bytes = (MetaPage.COUNT + pages.used()) * meta.get().pageSize();
            return Optional.of(
                    new Verification(contents.state().span(), contents.records(), bytes, problems.sentences()));
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Outcome.NOT_STORED,
                    "the data file " + dataFile + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    /** The meta page of a transaction, if it is read twice alike: then it is not being written over. */
    private static Optional<MetaPage> settled(PageFile file, long transactionId) throws IOException {
        try {
            Optional<MetaPage> meta = Metas.read(file).of(transactionId);
            if (meta.isPresent()) {
                meta.get().checkTrees();
            }
            return meta.equals(Metas.read(file).of(transactionId)) ? meta : Optional.empty();
        } catch (DamagedFileException e) {
            return Optional.empty(); // half written, or no attempt finds it whole
        }
    }

    private static Verification unread(String problem) {
        return new Verification(NO_SPAN, 0, 0, List.of(problem));
    }
}
