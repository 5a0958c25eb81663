package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Folders on a disk in memory, where there is one with room: what is forced to it takes no time. */
final class MemoryDisk implements TempDirFactory {
    private static final Path DISK = Path.of("/dev/shm");
    private static final long ROOM = 2L << 30;
    private static final String PREFIX = "feedhub";

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
        boolean usable = Files.isWritable(DISK) && DISK.toFile().getUsableSpace() > ROOM;
        return usable ? Files.createTempDirectory(DISK, PREFIX) : Files.createTempDirectory(PREFIX);
    }
}
