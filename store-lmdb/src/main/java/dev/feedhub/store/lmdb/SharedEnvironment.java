package dev.feedhub.store.lmdb;

import static java.util.Objects.requireNonNull;

import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one environment that this process has of a folder, shared by all {@link Environment}s of it: LMDB must not be opened twice in a
 * process, as its locks belong to the process.
 *
 * <p>LMDB has no guard against use after it was closed or its map was moved: that ends the JVM. So every native call is made under the
 * {@code lease}. Calls share it; whatever unmaps holds it alone: the end of the last share, a larger map, and a reader's environment
 * that becomes a writer's. That waits for the calls in progress and finds no transaction open, as none outlives its call. What it
 * leaves is either an environment or none, and the next call then opens one. A call does not take the lease within another's work:
 * it would wait for itself if another thread wants it alone; {@link #requireOutermost()} refuses that. A call that waits for its turn
 * to read or to write does so before it takes the lease, so that whoever wants it alone waits for few.
 *
 * <p>Locks are taken in this order: {@code membership}; {@code writing} or {@code readers}; {@code lease}. No interrupt ends a wait for
 * any of them.
 */
final class SharedEnvironment {
    private static final int MAX_READING = 64;
    private static final ConcurrentHashMap<Path, SharedEnvironment> OPEN = new ConcurrentHashMap<>();

    private final StoreFolder folder;
    private final Semaphore readers = new Semaphore(MAX_READING);
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantReadWriteLock lease = new ReentrantReadWriteLock();

    // guarded by membership
    private final ReentrantLock membership = new ReentrantLock();
    private int members;
    private boolean retired;
    private @Nullable ProcessClaim claim;
    private @Nullable WriterLock writerLock;

    // read under the lease, changed by who holds it alone
    private @Nullable NativeEnvironment current;
    private NativeEnvironment.Mode mode = new NativeEnvironment.Mode(false, Durability.COMMIT, false);
    private long mapSize;
    private Optional<Object> fileKey = Optional.empty();

    /** The commit of which nobody knows; guarded by writing, or by the lease held alone. */
    private @Nullable StoreException unknown;

    private SharedEnvironment(Path path) {
        folder = new StoreFolder(path);
    }

    static Environment open(Path path, Access access, Durability durability, long mapSize) {
        Path real = StoreFolder.real(path, access == Access.WRITE);
        while (true) {
            Optional<Environment> joined =
                    OPEN.computeIfAbsent(real, SharedEnvironment::new).join(access, durability, mapSize);
            if (joined.isPresent()) {
                return joined.get();
            }
        }
    }

    StoreFolder folder() {
        return folder;
    }

    <R extends @Nullable Object> R read(Environment share, Function<? super Transaction, R> work) {
        requireOutermost();
        readers.acquireUninterruptibly();
        try {
            return leased(share, environment -> readOnce(environment, work));
        } finally {
            readers.release();
        }
    }

    private static <R extends @Nullable Object> R readOnce(
            NativeEnvironment environment, Function<? super Transaction, R> work) {
        Transaction transaction = environment.beginRead();
        try {
            R result = work.apply(transaction);
            transaction.requireIntact();
            return result;
        } finally {
            transaction.abort();
        }
    }

    <R extends @Nullable Object> R write(Environment share, Function<? super Transaction, R> work) {
        if (share.access() != Access.WRITE) {
            throw new IllegalStateException("the store in " + folder.path() + " was opened to read");
        }
        requireOutermost();
        writing.lock();
        try {
            return leased(share, environment -> writeOnce(environment, work));
        } finally {
            writing.unlock();
        }
    }

    private <R extends @Nullable Object> R writeOnce(
            NativeEnvironment environment, Function<? super Transaction, R> work) {
        requireKnown();
        Transaction transaction = environment.beginWrite();
        try {
            R result = work.apply(transaction);
            transaction.requireIntact();
            commit(environment, transaction);
            return result;
        } catch (RuntimeException | Error failure) {
            transaction.abort();
            if (transaction.outgrown()) {
                transaction.requireIntact();
            }
            throw failure;
        }
    }

    /** Where a commit fails, LMDB says at the next transaction whether its meta page may have been written. */
    private void commit(NativeEnvironment environment, Transaction transaction) {
        try {
            transaction.commit();
        } catch (MapOutgrown full) {
            throw full;
        } catch (RuntimeException | Error failure) {
            if (failure instanceof Error || environment.unfit()) {
                StoreException outcome = environment.failures().unknown(failure);
                unknown = outcome;
                throw outcome;
            }
            throw environment.failures().notStored("be written", failure);
        }
    }

    private void requireKnown() {
        StoreException before = unknown;
        if (before != null) {
            throw new StoreException(Outcome.UNKNOWN, requireNonNull(before.getMessage()), before);
        }
    }

    void sync(Environment share) {
        requireOutermost();
        writing.lock();
        try {
            leased(share, environment -> {
                requireKnown();
                environment.sync();
                return share;
            });
        } finally {
            writing.unlock();
        }
    }

    long lastTransaction(Environment share) {
        requireOutermost();
        return leased(share, environment -> environment.info().lastTransactionId);
    }

    int checkReaders(Environment share) {
        requireOutermost();
        return leased(share, NativeEnvironment::checkReaders);
    }

    void copyTo(Environment share, Path target) {
        requireOutermost();
        readers.acquireUninterruptibly();
        try {
            FolderCopy.to(
                    target,
                    folder,
                    copy -> leased(share, environment -> {
                        environment.copyTo(copy);
                        return copy;
                    }));
        } finally {
            readers.release();
        }
    }

    /** Makes a native call, and makes it again with another environment where the map is outgrown. */
    private <R extends @Nullable Object> R leased(Environment share, Function<NativeEnvironment, R> call) {
        while (true) {
            NativeEnvironment used = null;
            boolean larger = false;
            lease.readLock().lock();
            try {
                share.requireOpen();
                folder.requireSameFile(fileKey);
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

    /** Opens an environment in place of one, unless that has been done already. */
    private void replace(@Nullable NativeEnvironment used, boolean larger) {
        lease.writeLock().lock();
        try {
            if (current != used || retiredWhileWaiting()) {
                return;
            }
            folder.requireSameFile(fileKey);
            if (used == null || !larger) {
                reopen(mode, mapSize);
            } else {
                grow(used);
            }
        } finally {
            lease.writeLock().unlock();
        }
    }

    /** Whether the last share was given up; the caller's is then closed too. */
    private boolean retiredWhileWaiting() {
        return mapSize == 0;
    }

    private void grow(NativeEnvironment used) {
        long size = 2 * Math.max(used.mapSize(), folder.dataFile().toFile().length());
        used.close();
        current = null;
        try {
            current = NativeEnvironment.open(folder.path(), mode, size, size);
            mapSize = size;
        } catch (StoreException failure) {
            reopen(mode, mapSize);
            throw failure;
        }
    }

    private void reopen(NativeEnvironment.Mode wanted, long size) {
        if (current != null) {
            current.close();
            current = null;
        }
        current = NativeEnvironment.open(folder.path(), wanted, size, NativeEnvironment.LEAST_MAP);
        mode = wanted;
        mapSize = size;
    }

    /** A share in this; none if the last one was just given up. */
    private Optional<Environment> join(Access access, Durability durability, long wantedMap) {
        requireOutermost();
        membership.lock();
        try {
            if (retired) {
                return Optional.empty();
            }
            NativeEnvironment.Mode wanted = new NativeEnvironment.Mode(access == Access.WRITE, durability, false);
            if (members == 0) {
                openFirst(wanted, wantedMap);
            } else {
                openAnother(wanted);
            }
            members++;
            return Optional.of(new Environment(this, access));
        } catch (IOException failure) {
            throw folder.failed(access == Access.WRITE ? "be opened to write" : "be opened", failure);
        } finally {
            if (members == 0) {
                retire();
            }
            membership.unlock();
        }
    }

    private void openFirst(NativeEnvironment.Mode wanted, long wantedMap) throws IOException {
        claim = ProcessClaim.of(folder.path());
        folder.content();
        if (wanted.write()) {
            writerLock = WriterLock.take(folder.path());
        }
        boolean create = folder.content() == StoreFolder.Content.NOTHING;
        if (create && !wanted.write()) {
            throw folder.noStore();
        }
        lease.writeLock().lock();
        try {
            if (create) {
                create(wanted, wantedMap);
            } else {
                Preflight.check(folder.dataFile());
                fileKey = folder.fileKey();
                reopen(wanted, wantedMap);
            }
        } finally {
            lease.writeLock().unlock();
        }
    }

    private void create(NativeEnvironment.Mode wanted, long wantedMap) throws IOException {
        folder.beginCreation();
        reopen(new NativeEnvironment.Mode(true, wanted.durability(), true), wantedMap);
        requireNonNull(current).sync();
        folder.endCreation();
        mode = wanted;
        fileKey = folder.fileKey();
    }

    private void openAnother(NativeEnvironment.Mode wanted) throws IOException {
        folder.requireSameFile(fileKey);
        if (!wanted.write()) {
            return;
        }
        if (writerLock != null) {
            throw WriterLock.refused(folder.path(), WriterLock.holder(folder.path()));
        }
        WriterLock taken = WriterLock.take(folder.path());
        lease.writeLock().lock();
        try {
            if (!wanted.equals(mode) || unknown != null) {
                reopen(wanted, mapSize);
                unknown = null;
            }
            writerLock = taken;
        } finally {
            if (writerLock == null) {
                taken.close();
            }
            lease.writeLock().unlock();
        }
    }

    void leave(Environment share) {
        requireOutermost();
        membership.lock();
        try {
            lease.writeLock().lock();
            try {
                if (!share.markClosed()) {
                    return;
                }
            } finally {
                lease.writeLock().unlock();
            }
            members--;
            if (members == 0) {
                retire();
            } else if (share.access() == Access.WRITE) {
                releaseWriterLock();
            }
        } finally {
            membership.unlock();
        }
    }

    private void retire() {
        if (retired) {
            return;
        }
        retired = true;
        lease.writeLock().lock();
        try {
            if (current != null) {
                current.close();
                current = null;
            }
            mapSize = 0;
        } finally {
            lease.writeLock().unlock();
        }
        releaseWriterLock();
        if (claim != null) {
            claim.close();
        }
        OPEN.remove(folder.path(), this);
    }

    private void releaseWriterLock() {
        if (writerLock != null) {
            writerLock.close();
            writerLock = null;
        }
    }

    private void requireOutermost() {
        if (lease.getReadHoldCount() > 0) {
            throw new IllegalStateException(
                    "the store in " + folder.path() + " was called within the work of another call of it");
        }
    }
}
