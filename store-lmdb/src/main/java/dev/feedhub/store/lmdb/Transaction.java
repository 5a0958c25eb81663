package dev.feedhub.store.lmdb;

import dev.feedhub.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Dbi;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/**
 * What a piece of work reads and writes: all of it as of one moment, and what it writes all or nothing. For the thread and for the
 * time of the work only.
 */
final class Transaction {
    private final NativeEnvironment environment;
    private final Txn<Region> txn;
    private final KeyArea key;
    private final List<TreeCursor> cursors = new ArrayList<>();
    private boolean ended;
    private @Nullable RuntimeException failure;

    /** A transaction that has begun, and an area that goes back to the environment with its end. */
    Transaction(NativeEnvironment environment, Txn<Region> txn, KeyArea key) {
        this.environment = environment;
        this.txn = txn;
        this.key = key;
    }

    /** LMDB's number of what it sees: of the newest commit, or of the one that this will be. */
    long id() {
        requireLive();
        return txn.getId();
    }

    /**
     * Looks a key up.
     *
     * @return its value in the map, read-only and little-endian, until the next write of this transaction or its end; null where there
     *     is none
     */
    @Nullable
    ByteBuffer get(Tree tree, byte[] name) {
        Dbi<Region> dbi = tree(tree);
        Region wanted = key.load(name);
        @Nullable Region found;
        try {
            found = dbi.get(txn, wanted);
        } catch (RuntimeException failed) {
            throw failed("be read", failed);
        }
        return found == null ? null : found.readOnlyView();
    }

    /** Puts a value, in place of any there is. */
    void put(Tree tree, byte[] name, byte[] value) {
        reserve(tree, name, value.length, new PutFlags[0]).fill(value);
    }

    /**
     * Makes room for a value, in place of any there is.
     *
     * @return little-endian, and to be filled before anything else is done with the transaction
     */
    ByteBuffer reserve(Tree tree, byte[] name, int size) {
        return reserve(tree, name, size, new PutFlags[0]).view();
    }

    /**
     * Makes room for a value behind all others, which fills its pages wholly.
     *
     * @param name a key beyond the last one
     * @return little-endian, and to be filled before anything else is done with the transaction
     */
    ByteBuffer append(Tree tree, byte[] name, int size) {
        return reserve(tree, name, size, new PutFlags[] {PutFlags.MDB_APPEND}).view();
    }

    private Region reserve(Tree tree, byte[] name, int size, PutFlags[] flags) {
        Dbi<Region> dbi = tree(tree);
        Region wanted = key.load(name);
        try {
            return dbi.reserve(txn, wanted, size, flags);
        } catch (RuntimeException failed) {
            throw failed("be written", failed);
        }
    }

    /** Removes a key; false where there is none. */
    boolean delete(Tree tree, byte[] name) {
        Dbi<Region> dbi = tree(tree);
        Region wanted = key.load(name);
        try {
            return dbi.delete(txn, wanted);
        } catch (RuntimeException failed) {
            throw failed("be written", failed);
        }
    }

    /** A cursor on no entry yet; closed with the transaction if not before. */
    TreeCursor cursor(Tree tree) {
        Dbi<Region> dbi = tree(tree);
        try {
            TreeCursor cursor = new TreeCursor(this, dbi.openCursor(txn), key);
            cursors.add(cursor);
            return cursor;
        } catch (RuntimeException failed) {
            throw failed("be read", failed);
        }
    }

    void forget(TreeCursor cursor) {
        cursors.remove(cursor);
    }

    void requireLive() {
        if (ended) {
            throw new IllegalStateException("a transaction was used after its work");
        }
    }

    /** The failure of a call of LMDB, which the transaction does not survive. */
    RuntimeException failed(String cannot, RuntimeException cause) {
        failure = LmdbFailures.code(cause) == LmdbFailures.MDB_MAP_FULL
                ? new MapOutgrown(cause)
                : environment.failures().notStored(cannot, cause);
        return failure;
    }

    /**
     * That no call of LMDB has failed, whatever the work made of it.
     *
     * @throws MapOutgrown if the map is full
     * @throws StoreException if anything else failed
     */
    void requireIntact() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Whether the work ran out of map, whatever it made of that. */
    boolean outgrown() {
        return failure instanceof MapOutgrown;
    }

    /** Ends it with nothing written. Does nothing once ended. */
    void abort() {
        if (!ended) {
            try (txn) {
                end();
            }
        }
    }

    /**
     * Ends it with everything written.
     *
     * @throws MapOutgrown if the map is full, and nothing was written
     * @throws RuntimeException of lmdbjava if it failed
     */
    void commit() {
        try (txn) {
            end();
            txn.commit();
        } catch (RuntimeException failed) {
            if (LmdbFailures.code(failed) == LmdbFailures.MDB_MAP_FULL) {
                throw new MapOutgrown(failed);
            }
            throw failed;
        }
    }

    private Dbi<Region> tree(Tree tree) {
        requireLive();
        return environment.tree(tree);
    }

    /** LMDB itself closes the cursors of a transaction that writes, with it; and must not then be asked to. */
    private void end() {
        ended = true;
        for (int last = cursors.size() - 1; last >= 0; last--) {
            cursors.get(last).close();
        }
        environment.giveBack(key);
    }
}
