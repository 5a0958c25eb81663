package com.example.mvstore;

import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Who writes a folder. Closing any descriptor of a locked file drops the lock of the process, so nobody opens it who does not have
 * the system property first, which all class loaders share. The system drops the lock of a process that dies.
 */
record FolderLock(String property, FileChannel channel) {
    static final String LOCK = "lock";
    static final String HOLDER = "holder";

    static FolderLock take(Path folder) throws IOException {
        String property = "com.example.mvstore:" + folder.toRealPath();
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
            return new FolderLock(property, channel);
        } catch (IOException | RuntimeException refused) {
            System.getProperties().remove(property);
            throw refused;
        }
    }

    private static StoreException heldBy(Path folder, String pid) {
        return new StoreException(Outcome.NOT_STORED, folder + " is written by process " + pid, null);
    }

    void close() throws IOException {
        try {
            channel.close();
        } finally {
            System.getProperties().remove(property);
        }
    }
}
