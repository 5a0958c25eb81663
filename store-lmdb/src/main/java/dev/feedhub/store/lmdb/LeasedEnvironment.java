package dev.feedhub.store.lmdb;

import static java.util.Objects.requireNonNull;

import dev.feedhub.StoreException;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The native environment that this process has of a folder, whichever it is at the moment.
 *
 * <p>LMDB has no guard against use after it was closed or its map was moved: that ends the JVM. So every native call is made under the
 * {@code lease}. Calls share it; whatever unmaps holds it alone: the end of the last share, a larger map, and a reader's environment
 * that becomes a writer's. That waits for the calls in progress and finds no transaction open, as none outlives its call. What it
 * leaves is either an environment or none, and the next call then opens one. A call does not take the lease within another's work:
 * it would wait for itself if another thread wants it alone; {@link #requireOutermost()} refuses that.
 *
 * <p>No interrupt ends a wait for the lease.
 */
final class LeasedEnvironment {
    private final StoreFolder folder;
    private final ReentrantReadWriteLock lease = new ReentrantReadWriteLock();

    // read under the lease, changed by who holds it alone
    private @Nullable NativeEnvironment current;
    private NativeEnvironment.Mode mode = new NativeEnvironment.Mode(false, Durability.COMMIT, false);
    private long mapSize; // 0 before it is opened, and once it is closed for good
    private final OpenedFile file;

    /** None yet, of a folder. */
    LeasedEnvironment(StoreFolder folder) {
        this.folder = folder;
        this.file = new OpenedFile(folder);
    }

    /** Opens the store that is there. */
    void open(NativeEnvironment.Mode wanted, long wantedMap) throws IOException {
        lease.writeLock().lock();
        try {
            Preflight.check(folder.dataFile());
            file.remember();
            reopen(wanted, wantedMap);
        } finally {
            lease.writeLock().unlock();
        }
    }

    /** Makes a store where there is none. */
    void create(NativeEnvironment.Mode wanted, long wantedMap) throws IOException {
        lease.writeLock().lock();
        try {
            folder.beginCreation();
            reopen(new NativeEnvironment.Mode(true, wanted.durability(), true), wantedMap);
            requireNonNull(current).sync();
            folder.endCreation();
            mode = wanted;
            file.remember();
        } finally {
            lease.writeLock().unlock();
        }
    }

    /** Opens it in another mode, if it is not in that one; or in any case. */
    void change(NativeEnvironment.Mode wanted, boolean inAnyCase) {
        lease.writeLock().lock();
        try {
            if (inAnyCase || !wanted.equals(mode)) {
                reopen(wanted, mapSize);
            }
        } finally {
            lease.writeLock().unlock();
        }
    }

    /**
     * Makes a native call, and makes it again with another environment where the map is outgrown.
     *
     * @param share the caller's; it is open while the call is made
     */
    <R extends @Nullable Object> R call(Environment share, Function<NativeEnvironment, R> call) {
        while (true) {
            NativeEnvironment used = null;
            boolean larger = false;
            lease.readLock().lock();
            try {
                share.requireOpen();
                file.require();
                used = current;
                if (used != null) {
                    return call.apply(used);
                }
            } catch (MapOutgrown outgrown) {
                larger = outgrown.larger();
            } finally {
                lease.readLock().unlock();
            }
            replace(used, larger);
        }
    }

    /** Closes a share, when no call is in progress; false if it was closed already. */
    boolean close(Environment share) {
        lease.writeLock().lock();
        try {
            return share.markClosed();
        } finally {
            lease.writeLock().unlock();
        }
    }

    /** Closes it for good, when all shares are closed. */
    void close() {
        lease.writeLock().lock();
        try {
            closeCurrent();
            mapSize = 0;
        } finally {
            lease.writeLock().unlock();
        }
    }

    /** That the folder's data file is the one that was opened. */
    void requireSameFile() {
        lease.readLock().lock();
        try {
            file.require();
        } finally {
            lease.readLock().unlock();
        }
    }

    /** Whether a data file is the one that is open; false where the system has no name for it. */
    boolean isOpen(Optional<Object> other) {
        lease.readLock().lock();
        try {
            return mapSize > 0 && file.is(other);
        } finally {
            lease.readLock().unlock();
        }
    }

    /** That the thread is not inside a native call's work. */
    void requireOutermost() {
        if (lease.getReadHoldCount() > 0) {
            throw new IllegalStateException(
                    "the store in " + folder.path() + " was called within the work of another call of it");
        }
    }

    /** Opens an environment in place of one, unless that has been done already. */
    private void replace(@Nullable NativeEnvironment used, boolean larger) {
        lease.writeLock().lock();
        try {
            boolean closedForGood = mapSize == 0; // and so is the caller's share
            if (current != used || closedForGood) {
                return;
            }
            file.require();
            if (used == null || !larger) {
                reopen(mode, mapSize);
            } else {
                grow(used);
            }
        } finally {
            lease.writeLock().unlock();
        }
    }

    private void grow(NativeEnvironment used) {
        long size = 2 * Math.max(used.mapSize(), folder.dataFile().toFile().length());
        closeCurrent();
        try {
            current = NativeEnvironment.open(folder.path(), mode, size, size);
            mapSize = size;
        } catch (StoreException failure) {
            reopen(mode, mapSize);
            throw failure;
        }
    }

    private void reopen(NativeEnvironment.Mode wanted, long size) {
        closeCurrent();
        current = NativeEnvironment.open(folder.path(), wanted, size, NativeEnvironment.LEAST_MAP);
        mode = wanted;
        mapSize = size;
    }

    private void closeCurrent() {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
