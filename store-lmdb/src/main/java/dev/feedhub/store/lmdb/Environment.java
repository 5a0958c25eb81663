package dev.feedhub.store.lmdb;

import dev.feedhub.ClosedException;
import dev.feedhub.ConfigException;
import dev.feedhub.StoreException;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A share in a store's data file, which everything in the process that has the folder open has in common.
 *
 * <p><b>Threads.</b> Any. What writes is done one after the other; readers do not wait for it, nor it for them, but where the map has
 * to be made anew: that waits for the calls in progress.
 *
 * <p><b>Lifetime.</b> Open until closed; then every call throws {@link ClosedException}. No call may be made within the work of another.
 */
final class Environment implements AutoCloseable {
    private final SharedEnvironment shared;
    private final Access access;
    private volatile boolean closed; // written under the lease held alone

    Environment(SharedEnvironment shared, Access access) {
        this.shared = shared;
        this.access = access;
    }

    /**
     * Opens a store, and makes one where there is none and it is to be written.
     *
     * @param path its folder
     * @param access whether to write
     * @param durability of what is written; that of the writer counts
     * @param mapSize how many bytes to map; less, where there is no room for it, and more, where more are committed
     * @throws StoreException if there is none to read; if it is being written elsewhere; if it is damaged, or not one that can be used
     */
    static Environment open(Path path, Access access, Durability durability, long mapSize) {
        LmdbLibrary.require();
        return SharedEnvironment.open(path, access, durability, mapSize);
    }

    /**
     * Reads as of one moment.
     *
     * @param work its result must not hold on to buffers
     * @throws StoreException if LMDB fails; what the work throws comes out as it is
     */
    <R extends @Nullable Object> R read(Function<? super Transaction, R> work) {
        return shared.read(this, work);
    }

    /**
     * Writes all or nothing, and returns when it is as durable as it is to be.
     *
     * @param work done again with more room where the map is full; it must not wait for anything
     * @throws StoreException if LMDB fails, with the outcome; what the work throws comes out as it is, with nothing written
     */
    <R extends @Nullable Object> R write(Function<? super Transaction, R> work) {
        return shared.write(this, work);
    }

    /** Makes everything written durable. */
    void sync() {
        shared.sync(this);
    }

    /** Frees the places in LMDB's table of readers that processes had which died. */
    void checkReaders() {
        shared.checkReaders(this);
    }

    /**
     * Copies the store as of one moment, without what it does not use, and forces the copy to the disk.
     *
     * @param target a folder that does not exist or is empty
     * @throws ConfigException if it is neither
     * @throws StoreException if it cannot be written; what was is removed
     */
    void copyTo(Path target) {
        shared.copyTo(this, target);
    }

    /** The folder, without links. */
    Path directory() {
        return shared.folder().path();
    }

    Path dataFile() {
        return shared.folder().dataFile();
    }

    Access access() {
        return access;
    }

    void requireOpen() {
        if (closed) {
            throw new ClosedException("the store in " + directory());
        }
    }

    /** Closes it; false if it was closed already. The lease is held alone. */
    boolean markClosed() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    /** Gives this share up, waiting for calls in progress; with the last one, the data file is closed. Idempotent. */
    @Override
    public void close() {
        shared.leave(this);
    }
}
