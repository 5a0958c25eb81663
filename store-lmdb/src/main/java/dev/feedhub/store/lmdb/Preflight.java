package dev.feedhub.store.lmdb;

import dev.feedhub.Context;
import dev.feedhub.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at a data file before LMDB maps it: both meta pages, whether the file is as long as they say, the root of each tree,
 * the state record. It reads a handful of pages; only of a file that is shorter than it was meant to be it walks all trees,
 * because LMDB need not write the last pages when they were freed by the transaction that allocated them.
 *
 * <p>Another process may be writing. What looks damaged while the meta pages change is looked at again.
 */
final class Preflight {
    private static final List<String> TREES = List.of("log", "index", "epochs");
    private static final int ATTEMPTS = 100;

    /** Both meta pages are among these bytes, whatever the page size. */
    private static final int META_BYTES = 2 * 32_768;

    private Preflight() {}

    /**
     * Checks a data file, reading only.
     *
     * @param dataFile LMDB's data file
     * @throws StoreException if it is missing, cannot be read, is damaged or not of LMDB
     */
    static void check(Path dataFile) {
        try (PageFile file = PageFile.open(dataFile)) {
            for (int attempt = 1; ; attempt++) {
                byte[] before = metaBytes(file);
                try {
                    check(file);
                    return;
                } catch (DamagedFileException e) {
                    if (attempt == ATTEMPTS || Arrays.equals(before, metaBytes(file))) {
                        throw new StoreException(
                                StoreException.Outcome.NOT_STORED,
                                "the data file " + dataFile + " cannot be opened: " + e.getMessage()
                                        + "; it was not touched. Restore a copy of the store, and see what \"verify\" tells of it",
                                e);
                    }
                }
            }
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Outcome.NOT_STORED,
                    "the data file " + dataFile + " cannot be read: " + e.getMessage()
                            + "; check that it is there and may be read",
                    e);
        }
    }

    private static byte[] metaBytes(PageFile file) throws IOException {
        try {
            return file.bytes(0, (int) Math.min(file.length(), META_BYTES)).array();
        } catch (DamagedFileException e) {
            return new byte[0]; // it was cut just now
        }
    }

    private static void check(PageFile file) throws IOException, DamagedFileException {
        Snapshot snapshot = new Snapshot(file, Metas.read(file).newest());
        MetaPage meta = snapshot.meta();
        requireRoot(snapshot, meta.mainTree());
        requireRoot(snapshot, meta.freeList());
        TreeLookup main = new TreeLookup(snapshot);
        boolean empty = true;
        for (String name : TREES) {
            TreeRecord tree = main.tree(name)
                    .orElseThrow(() -> new DamagedFileException("it has no tree \"" + name
                            + "\", which every store has from the beginning: another program's, or damaged"));
            tree.checkNamed(WalkedTree.called(name), meta.lastPage());
            requireRoot(snapshot, tree);
            empty &= tree.isEmpty();
        }
        Optional<byte[]> state = main.value(StateSeal.KEY);
        if (state.isPresent()) {
            StateSeal.check(state.get(), meta.transactionId());
        } else if (!empty) {
            throw new DamagedFileException("it has no state record, and trees that are not empty");
        }
        if (file.length() / meta.pageSize() <= meta.lastPage()) {
            requireUsedPages(snapshot);
        }
    }

    private static void requireRoot(Snapshot snapshot, TreeRecord tree) throws IOException, DamagedFileException {
        if (!tree.isEmpty()) {
            TreePage.read(snapshot, tree.root(), tree.depth() == 1);
        }
    }

    private static void requireUsedPages(Snapshot snapshot) throws IOException, DamagedFileException {
        Problems problems = new Problems();
        new TreeWalk(Context.background(), snapshot, problems).run(Map.of());
        if (problems.count() > 0) {
            throw new DamagedFileException(problems.sentences().get(0));
        }
    }
}
