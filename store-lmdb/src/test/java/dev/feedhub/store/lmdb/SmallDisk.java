package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** A disk of a few MiB, in memory. Only root may mount one, on Linux: elsewhere the test is skipped, and says so. */
final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 1_024;

    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    static SmallDisk mount(Path path, String size) throws IOException {
        Files.createDirectories(path);
        if (!run(List.of("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path.toString()))) {
            String reason = "skipped: no file system can be mounted here, which root can on Linux";
            System.out.println(reason);
            throw new TestAbortedException(reason);
        }
        return new SmallDisk(path);
    }

    Path path() {
        return path;
    }

    /** Forbids to change it, or allows it again. */
    void remount(String option) {
        require(run(List.of("mount", "-o", "remount," + option, path.toString())), option);
    }

    /** Takes all the space that is left, but some. */
    void fill(long left) throws IOException {
        long free = path.toFile().getUsableSpace() - left;
        Files.write(path.resolve("filler"), new byte[Math.toIntExact(Math.max(free, 0))]);
    }

    /** Takes what is left, as far as a file can be made of it. */
    void fillUp() throws IOException {
        try (var file = Files.newOutputStream(path.resolve("more"))) {
            while (true) {
                file.write(new byte[BLOCK]);
            }
        } catch (IOException full) {
            require(path.toFile().getUsableSpace() == 0, "full");
        }
    }

    private static void require(boolean done, String what) {
        if (!done) {
            throw new IllegalStateException("the small disk: " + what);
        }
    }

    /** Whether a command ends well; false where there is no such command. */
    static boolean run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        require(run(List.of("umount", path.toString())), "cannot be unmounted");
    }
}
