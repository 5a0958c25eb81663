package dev.feedhub.store.lmdb;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Small files whose changes survive a power failure, read and written so that an interrupt does not matter. */
final class DurableFiles {
    private static final boolean FOLDERS_CAN_BE_FORCED = File.separatorChar == '/';

    private DurableFiles() {}

    /** Up to so many bytes of a file. */
    static byte[] read(Path file, int limit) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readNBytes(limit);
        }
    }

    /** Writes a file and forces it to the disk. */
    static void write(Path file, byte[] bytes) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(bytes);
            out.getFD().sync();
        }
    }

    /** Forces to the disk what any program wrote into a file. */
    static void force(Path file) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.getFD().sync();
        }
    }

    /** Renames a file within its folder, and forces that to the disk with everything else that changed in the folder's list. */
    static void rename(Path from, Path to) throws IOException {
        Path folder = requireNonNull(to.toAbsolutePath().getParent());
        forceFolder(folder);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(folder);
    }

    /** Forces to the disk which files a folder has. */
    static void forceFolder(Path folder) throws IOException {
        if (FOLDERS_CAN_BE_FORCED) {
            Uninterrupted.call(() -> {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                }
                return folder;
            });
        }
    }
}
