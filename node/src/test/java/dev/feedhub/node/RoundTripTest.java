package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many lines of arbitrary bytes, from a file into a store and back. */
@Tag("once")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // reading a pipe cannot be interrupted
class RoundTripTest {
    private static final int LINES = Scale.of(50_000, 1_000_000);

    @TempDir
    Path folder;

    @Test
    void scanGivesTheBytesThatPublishGot() throws Exception {
        assumeTrue(Programs.possible(), "needs a POSIX shell");
        Path in = folder.resolve("in");
        Path out = folder.resolve("out");
        writeLines(in);
        try (Programs programs = new Programs(folder.resolve("events"))) {
            Process publish = programs.start("feedhub publish $store <" + in);
            String told = Programs.all(publish.errorReader(UTF_8));
            assertEquals(0, publish.waitFor(), told);
            long begin = System.nanoTime();
            Process scan = programs.start("feedhub scan $store --format text >" + out);
            assertEquals("", Programs.all(scan.errorReader(UTF_8)));
            assertEquals(0, scan.waitFor());
            double seconds = (System.nanoTime() - begin) / 1e9;
            assertEquals(-1, Files.mismatch(in, out), "the first byte that differs");
            System.out.printf(
                    "round trip: %sscan printed %d lines, %d bytes in %.2f s, %.0f lines/s, the start of the JVM included%n",
                    told, LINES, Files.size(out), seconds, LINES / seconds);
        }
    }

    /** Lines of 0 to 199 bytes of any value but that of the line feed. */
    private static void writeLines(Path file) throws IOException {
        Random random = new Random(1);
        try (OutputStream lines = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < LINES; i++) {
                byte[] line = new byte[random.nextInt(200)];
                random.nextBytes(line);
                for (int at = 0; at < line.length; at++) {
                    lines.write(line[at] == '\n' ? ' ' : line[at]);
                }
                lines.write('\n');
            }
        }
    }
}
