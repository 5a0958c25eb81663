package dev.feedhub.store.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.feedhub.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The right to write to a store, which one process has at a time; the system takes it back when the process dies. The lock is on a file
 * that nothing else in the process opens: to close any descriptor of it would release it. Who holds it is said in another file.
 */
final class WriterLock implements AutoCloseable {
    static final String LOCK = "writer.lock";
    static final String HOLDER = "writer";

    private static final int MAX_HOLDER_BYTES = 1_024;

    private final FileChannel channel;
    private final Path holder;

    private WriterLock(FileChannel channel, Path holder) {
        this.channel = channel;
        this.holder = holder;
    }

    /**
     * Takes the lock, without waiting for it. The caller holds the {@link ProcessClaim} of the folder.
     *
     * @throws StoreException if another process has it
     */
    static WriterLock take(Path folder) throws IOException {
        Optional<FileChannel> channel = Uninterrupted.call(() -> locked(folder.resolve(LOCK)));
        if (channel.isEmpty()) {
            throw refused(folder, holder(folder));
        }
        WriterLock lock = new WriterLock(channel.get(), folder.resolve(HOLDER));
        lock.sayWho();
        return lock;
    }

    /** For a message of others; a disk that is too full for it can still hold a store that is trimmed. */
    private void sayWho() throws IOException {
        try {
            DurableFiles.write(holder, describe().getBytes(UTF_8));
        } catch (IOException unsaid) {
            Files.deleteIfExists(holder);
        }
    }

    /** What a writer is told that comes second. */
    static StoreException refused(Path folder, String holder) {
        return new StoreException(
                StoreException.Outcome.NOT_STORED,
                "the store in " + folder + " is being written by " + holder
                        + ": a store has one writer, and readers beside it",
                null);
    }

    /** Who wrote last, as it said. */
    static String holder(Path folder) {
        try {
            String holder = new String(DurableFiles.read(folder.resolve(HOLDER), MAX_HOLDER_BYTES), UTF_8).strip();
            return holder.isEmpty() ? "another process" : holder;
        } catch (IOException unsaid) {
            return "another process";
        }
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(holder);
        } catch (IOException unimportant) {
            // who held it is looked at by those alone who find it held; and the lock goes with the descriptor, whatever
            // close says
        }
    }

    private static Optional<FileChannel> locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            FileLock lock = channel.tryLock();
            locked = lock != null;
            return locked ? Optional.of(channel) : Optional.empty();
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static String describe() {
        ProcessHandle process = ProcessHandle.current();
        String command = System.getProperty("sun.java.command", "").strip().split(" ", 2)[0];
        return "process " + process.pid() + (command.isEmpty() ? "" : " (" + command + ")") + " on host " + host()
                + " since " + Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** As the system calls itself, with no question to a network. */
    private static String host() {
        try {
            return new String(DurableFiles.read(Path.of("/proc/sys/kernel/hostname"), 256), UTF_8).strip();
        } catch (IOException elsewhere) {
            String windows = System.getenv("COMPUTERNAME");
            String shell = System.getenv("HOSTNAME");
            return windows != null ? windows : shell != null ? shell : "unknown";
        }
    }
}
