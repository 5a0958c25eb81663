package dev.feedhub.conformance;

import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Who writes a folder: one in this process, by a system property that all class loaders share, and among processes by a lock on a
 * file that nobody opens but who has that property, since closing any descriptor of it would drop the lock. The holder's name is in
 * another file.
 */
final class ReferenceLock implements AutoCloseable {
    static final String LOCK = "lock";
    static final String HOLDER = "holder";

    private final String property;
    private final FileChannel channel;
    private boolean released;

    private ReferenceLock(String property, FileChannel channel) {
        this.property = property;
        this.channel = channel;
    }

    static ReferenceLock take(Path folder) {
        String property = ReferenceLock.class.getName() + ":" + folder;
        String pid = Long.toString(ProcessHandle.current().pid());
        if (System.getProperties().putIfAbsent(property, pid) != null) {
            throw heldBy(folder, pid);
        }
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw heldBy(folder, Files.readString(folder.resolve(HOLDER)));
            }
            Files.writeString(folder.resolve(HOLDER), pid);
            return new ReferenceLock(property, channel);
        } catch (IOException failed) {
            System.getProperties().remove(property);
            throw new StoreException(Outcome.NOT_STORED, "cannot lock " + folder, failed);
        } catch (StoreException held) {
            System.getProperties().remove(property);
            throw held;
        }
    }

    private static StoreException heldBy(Path folder, String pid) {
        return new StoreException(Outcome.NOT_STORED, folder + " is written by process " + pid, null);
    }

    @Override
    public synchronized void close() {
        if (!released) {
            released = true;
            try {
                channel.close();
            } catch (IOException failed) {
                throw new StoreException(Outcome.NOT_STORED, "cannot unlock", failed);
            } finally {
                System.getProperties().remove(property);
            }
        }
    }
}
