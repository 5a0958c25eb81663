package dev.feedhub.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A fork's folder, on the disk that is measured. */
final class Scratch {
    static final String PROPERTY = "feedhub.scratch";

    private Scratch() {}

    /** The folder of this fork, which is empty when it starts and deleted when it ended. */
    static Path folder() {
        String folder = System.getProperty(PROPERTY);
        if (folder == null) {
            throw new IllegalStateException("no -D" + PROPERTY);
        }
        return Path.of(folder);
    }

    /** Some work in a folder. */
    interface Work {
        Map<String, Double> in(Path folder) throws Exception;
    }

    /**
     * What a round of work gives in a folder of its own, which is deleted afterwards. So the memory that the system's cache had for its
     * files serves the next round: where a hypervisor has to find memory first, each page of a file that grows takes 12 microseconds,
     * of one row's files or another's.
     */
    static Map<String, Double> round(Work work) throws Exception {
        Path folder = Files.createTempDirectory(folder(), "round");
        try {
            return work.in(folder);
        } finally {
            delete(folder);
        }
    }

    /**
     * Takes so many bytes of the system's cache until the fork ended, for a file that is one hole. So the memory that files of the fork before
     * left behind does not make the beginning of a long file faster than its end.
     */
    static void takeMemory(long bytes) throws IOException {
        try (FileChannel hole = FileChannel.open(
                folder().resolve("hole"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            hole.write(ByteBuffer.allocate(1), bytes - 1);
            ByteBuffer piece = ByteBuffer.allocateDirect(1 << 20);
            while (hole.read(piece) >= 0) {
                piece.clear();
            }
        }
    }

    /** How long the files of a folder are together. */
    static long bytes(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
