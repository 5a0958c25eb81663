package dev.feedhub.store.lmdb;

import static java.util.Objects.requireNonNull;

import dev.feedhub.StoreException;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.CopyFlags;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/**
 * LMDB with one data file open and mapped, until closed. {@link LeasedEnvironment} guards against use after that, and {@link
 * SharedEnvironment} against two threads that write; this does not. Its failures are {@link StoreException}s, but for {@link
 * MapOutgrown}.
 */
final class NativeEnvironment {
    /** The least map that is tried where there is no room for a larger one. */
    static final long LEAST_MAP = 1 << 20;

    /** How often it may be outgrown while it is opened: after the first time by a file that has doubled since, or a damaged one. */
    private static final int MOST_OUTGROWN = 16;

    private static final int MAX_TREES = 8;
    private static final int MAX_READERS = 1_024;

    private final LmdbFailures failures;
    private final Env<Region> env;
    private final Map<Tree, Dbi<Region>> trees = new EnumMap<>(Tree.class);
    private final Queue<KeyArea> keyAreas = new ConcurrentLinkedQueue<>();
    private final long mapSize;

    private NativeEnvironment(LmdbFailures failures, Env<Region> env, boolean create) {
        this.failures = failures;
        this.env = env;
        openTrees(create);
        mapSize = env.info().mapSize;
    }

    /**
     * How to open it.
     *
     * @param write whether to write
     * @param durability of what is written
     * @param create whether to make the trees
     */
    record Mode(boolean write, Durability durability, boolean create) {
        List<EnvFlags> flags() {
            List<EnvFlags> flags = new ArrayList<>(List.of(EnvFlags.MDB_NOTLS));
            if (!write) {
                flags.add(EnvFlags.MDB_RDONLY_ENV);
            } else if (durability == Durability.META) {
                flags.add(EnvFlags.MDB_NOMETASYNC);
            }
            return flags;
        }
    }

    /**
     * Opens it, with half the map and half of that again where there is no room for it; and with a larger one where another process
     * outgrows the map while it is opened.
     *
     * @param mapSize how much to map
     * @param leastMap how much at least
     * @throws StoreException if it cannot be opened
     */
    static NativeEnvironment open(Path folder, Mode mode, long mapSize, long leastMap) {
        LmdbFailures failures = new LmdbFailures(folder);
        try {
            ReaderTable.ensure(folder);
        } catch (IOException failure) {
            throw failures.notStored("be opened, as " + StoreFolder.LMDB_LOCK + " cannot be made", failure);
        }
        long size = mapSize;
        int outgrown = 0;
        while (true) {
            try {
                return open(failures, mode, size);
            } catch (RuntimeException failure) {
                if (LmdbFailures.code(failure) == LmdbFailures.MDB_MAP_RESIZED && outgrown < MOST_OUTGROWN) {
                    outgrown++;
                    long length = new StoreFolder(folder).dataFile().toFile().length();
                    size = Math.max(size, 2 * length);
                } else if (LmdbFailures.noMemory(failure) && size / 2 >= leastMap) {
                    size /= 2; // LMDB maps what is committed in any case
                } else {
                    throw failures.notStored("be opened", failure);
                }
            }
        }
    }

    private static NativeEnvironment open(LmdbFailures failures, Mode mode, long mapSize) {
        File folder = failures.folder().toFile();
        Env<Region> env = Env.create(new RegionProxy())
                .setMapSize(mapSize)
                .setMaxDbs(MAX_TREES)
                .setMaxReaders(MAX_READERS)
                .open(folder, mode.flags().toArray(EnvFlags[]::new));
        try {
            return new NativeEnvironment(failures, env, mode.create());
        } catch (RuntimeException failure) {
            env.close();
            throw failure;
        }
    }

    private void openTrees(boolean create) {
        DbiFlags[] flags = create ? new DbiFlags[] {DbiFlags.MDB_CREATE} : new DbiFlags[0];
        try (Txn<Region> txn = env.isReadOnly() ? txnRead() : env.txnWrite()) {
            for (Tree tree : Tree.values()) {
                trees.put(tree, env.openDbi(txn, tree.lmdbName(), null, false, flags));
            }
            txn.commit();
        }
    }

    long mapSize() {
        return mapSize;
    }

    LmdbFailures failures() {
        return failures;
    }

    Dbi<Region> tree(Tree tree) {
        return requireNonNull(trees.get(tree));
    }

    /**
     * Begins to read.
     *
     * @throws MapOutgrown if the map has to be made anew: another process grew it, or a failed commit made this one useless
     */
    Transaction beginRead() {
        KeyArea area = lendKeyArea(); // before LMDB begins: what fails then would leave a transaction that nobody ends
        try {
            return new Transaction(this, txnRead(), area);
        } catch (RuntimeException failure) {
            giveBack(area);
            int code = LmdbFailures.code(failure);
            if (code == LmdbFailures.MDB_MAP_RESIZED || code == LmdbFailures.MDB_PANIC) {
                throw new MapOutgrown(failure);
            }
            throw failures.notStored("be read", failure);
        }
    }

    /** Begins, if need be in the place of a reader whose process died. */
    private Txn<Region> txnRead() {
        try {
            return env.txnRead();
        } catch (RuntimeException failure) {
            if (LmdbFailures.code(failure) != LmdbFailures.MDB_READERS_FULL || env.readerCheck() == 0) {
                throw failure;
            }
            return env.txnRead();
        }
    }

    /**
     * Begins to write. The thread that begins is the one that ends, in the eyes of the operating system too.
     *
     * @throws MapOutgrown if another process grew the map
     */
    Transaction beginWrite() {
        KeyArea area = lendKeyArea();
        try {
            return new Transaction(this, env.txnWrite(), area);
        } catch (RuntimeException failure) {
            giveBack(area);
            if (LmdbFailures.code(failure) == LmdbFailures.MDB_MAP_RESIZED) {
                throw new MapOutgrown(failure);
            }
            throw failures.notStored("be written", failure);
        }
    }

    /** Whether a commit that failed has left the environment unfit to write, which it is where the new meta page may be on the disk. */
    boolean unfit() {
        try (Txn<Region> txn = env.txnWrite()) {
            txn.abort();
            return false;
        } catch (RuntimeException failure) {
            return true;
        }
    }

    private KeyArea lendKeyArea() {
        @Nullable KeyArea idle = keyAreas.poll();
        return idle == null ? new KeyArea() : idle;
    }

    void giveBack(KeyArea area) {
        keyAreas.add(area);
    }

    void sync() {
        try {
            env.sync(true);
        } catch (RuntimeException failure) {
            throw failures.notStored("be forced to the disk", failure);
        }
    }

    int checkReaders() {
        try {
            return env.readerCheck();
        } catch (RuntimeException failure) {
            throw failures.notStored("look for readers that died", failure);
        }
    }

    /** Copies what is committed and in use to an empty folder. */
    void copyTo(Path folder) {
        try {
            txnRead().close(); // LMDB's own, to copy, takes over no place of a reader that died
            env.copy(folder.toFile(), CopyFlags.MDB_CP_COMPACT);
        } catch (RuntimeException failure) {
            int code = LmdbFailures.code(failure);
            if (code == LmdbFailures.MDB_MAP_RESIZED || code == LmdbFailures.MDB_PANIC) {
                folder.resolve(StoreFolder.DATA)
                        .toFile()
                        .delete(); // it is copied to an empty folder, the next time too
                throw new MapOutgrown(failure);
            }
            throw failures.notStored("be copied to " + folder, failure);
        }
    }

    void close() {
        env.close();
    }
}
