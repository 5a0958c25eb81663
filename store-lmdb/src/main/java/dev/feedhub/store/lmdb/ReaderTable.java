package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file of LMDB's table of readers. LMDB would make it of holes, and map it: to touch a hole on a full disk ends the JVM. So it is
 * made here, of zeros, which LMDB takes for a table that nobody uses; and whole at once, as other processes make theirs.
 */
final class ReaderTable {
    /** More than LMDB wants for as many readers as {@link NativeEnvironment} asks for. */
    private static final int BYTES = 72 * 1_024;

    private ReaderTable() {}

    /**
     * Makes it where there is none. A folder that cannot be written is LMDB's to judge: it can do without where the disk is
     * read-only.
     *
     * @throws IOException if the disk is full
     */
    static void ensure(Path folder) throws IOException {
        Path table = folder.resolve(StoreFolder.LMDB_LOCK);
        if (Files.exists(table) || !Files.isWritable(folder)) {
            return;
        }
        Path made = folder.resolve(
                StoreFolder.LMDB_LOCK + "." + ProcessHandle.current().pid());
        try {
            Uninterrupted.call(() -> Files.write(made, new byte[BYTES]));
            Files.createLink(table, made);
        } catch (FileAlreadyExistsException | UnsupportedOperationException othersOrLmdbs) {
            // there is one now, or LMDB makes it
        } finally {
            Files.deleteIfExists(made);
        }
    }
}
