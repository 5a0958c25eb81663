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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one environment that this process has of a folder, shared by all {@link Environment}s of it: LMDB must not be opened twice in a
 * process, as its locks belong to the process.
 *
 * <p>Locks are taken in this order: {@code membership}; {@code writing} or {@code readers}; the lease of {@link LeasedEnvironment}.
 * No interrupt ends a wait for any of them. A call that waits for its turn to read or to write does so before it takes the lease, so
 * that whoever wants that alone waits for few.
 */
final class SharedEnvironment {
    private static final int MAX_READING = 64;
    private static final ConcurrentHashMap<Path, SharedEnvironment> OPEN = new ConcurrentHashMap<>();

    private final StoreFolder folder;
    private final LeasedEnvironment leased;
    private final Semaphore readers = new Semaphore(MAX_READING);

    // guarded by membership
    private final ReentrantLock membership = new ReentrantLock();
    private int members;
    private boolean retired;
    private @Nullable ProcessClaim claim;
    private @Nullable WriterLock writerLock;

    // guarded by writing
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable StoreException unknown; // the commit of which nobody knows

    private SharedEnvironment(Path path) {
        folder = new StoreFolder(path);
        leased = new LeasedEnvironment(folder);
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
        leased.requireOutermost();
        readers.acquireUninterruptibly();
        try {
            return leased.call(share, environment -> readOnce(environment, work));
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
        leased.requireOutermost();
        writing.lock();
        try {
            return leased.call(share, environment -> writeOnce(environment, work));
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
        leased.requireOutermost();
        writing.lock();
        try {
            leased.call(share, environment -> {
                requireKnown();
                environment.sync();
                return share;
            });
        } finally {
            writing.unlock();
        }
    }

    void checkReaders(Environment share) {
        leased.requireOutermost();
        leased.call(share, NativeEnvironment::checkReaders);
    }

    void copyTo(Environment share, Path target) {
        leased.requireOutermost();
        readers.acquireUninterruptibly();
        try {
            FolderCopy.to(
                    target,
                    folder,
                    copy -> leased.call(share, environment -> {
                        environment.copyTo(copy);
                        return copy;
                    }));
        } finally {
            readers.release();
        }
    }

    /** A share in this; none if the last one was just given up. */
    private Optional<Environment> join(Access access, Durability durability, long wantedMap) {
        leased.requireOutermost();
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
        if (folder.content() == StoreFolder.Content.STORE) {
            requireNoOtherPath();
        }
        if (wanted.write()) {
            writerLock = WriterLock.take(folder.path());
        }
        if (folder.content() == StoreFolder.Content.STORE) {
            leased.open(wanted, wantedMap);
        } else if (wanted.write()) {
            leased.create(wanted, wantedMap);
        } else {
            throw folder.noStore();
        }
    }

    /** That the data file is not open already by another path, as it is where the folder was moved since. */
    private void requireNoOtherPath() throws IOException {
        Optional<Object> file = folder.fileKey();
        for (SharedEnvironment other : OPEN.values()) {
            if (other != this && other.leased.isOpen(file)) {
                throw new StoreException(
                        Outcome.NOT_STORED,
                        "the store in " + folder.path() + " is open already in this process, as " + other.folder.path()
                                + ": close it there, or open it by the same path",
                        null);
            }
        }
    }

    private void openAnother(NativeEnvironment.Mode wanted) throws IOException {
        leased.requireSameFile();
        if (!wanted.write()) {
            return;
        }
        if (writerLock != null) {
            throw WriterLock.refused(folder.path(), WriterLock.holder(folder.path()));
        }
        WriterLock taken = WriterLock.take(folder.path());
        writing.lock();
        try {
            leased.change(wanted, unknown != null);
            unknown = null;
            writerLock = taken;
        } finally {
            if (writerLock == null) {
                taken.close();
            }
            writing.unlock();
        }
    }

    void leave(Environment share) {
        leased.requireOutermost();
        membership.lock();
        try {
            if (!leased.close(share)) {
                return;
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
        leased.close();
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
}
