package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.feedhub.Cursor;
import dev.feedhub.node.PublishProcess.Ack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that follows what another writes, while retention removes it. */
@Tag("once")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // reading a pipe cannot be interrupted
class FollowTest {
    private static final int LINES = Scale.of(30_000, 1_000_000);
    private static final int KEPT = LINES / 10;

    /**
     * By how many bytes the file may grow beside a reader, however much is written: while it copies a page, its snapshot keeps what is
     * removed meanwhile.
     */
    private static final int SNAPSHOT = 4 << 20;

    private static final Pattern TRUNCATED =
            Pattern.compile("\\{\"notice\":\"truncated\",\"cursor\":\"([^\"]+)\".*,\"missed\":([0-9]+)}");
    private static final String PADDING = "x".repeat(500);

    @TempDir
    Path folder;

    private final CountDownLatch halfWritten = new CountDownLatch(1);
    private long early; // bytes of the data file when a quarter was written
    private long largest; // and at most from then on
    private int read;
    private long missed;
    private int notices;

    @ParameterizedTest
    @ValueSource(strings = {"1TiB", "1MiB"})
    void aReaderGetsEachEntryOnceOrIsToldHowManyItMissed(String mapSize) throws Exception {
        assumeTrue(Programs.possible(), "needs a POSIX shell");
        StoreRun store = new StoreRun(folder.resolve("events"));
        store.publish("before\n");
        String map = " --set feedhub.store.lmdb.mapSize=" + mapSize;
        try (Programs programs = new Programs(store.folder())) {
            Process tail = programs.start("feedhub tail $store --follow --format json --after "
                    + store.cursors().get(0) + map);
            long begin = System.nanoTime();
            PublishProcess publish = new PublishProcess(
                    programs,
                    "--set feedhub.feed.capacity=64 --set feedhub.store.lmdb.maxEntries=" + KEPT + map,
                    LINES,
                    number -> number + PADDING);
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> watch(publish, store.folder()));
            readAll(tail);
            written.get();
            double seconds = (System.nanoTime() - begin) / 1e9;
            assertEquals(0, publish.status(), publish.told());
            tail.toHandle().destroy();
            assertEquals(
                    notices,
                    Programs.all(tail.errorReader(UTF_8))
                            .lines()
                            .filter(line -> line.startsWith("feedhub: truncated: "))
                            .count());
            System.out.printf(
                    "follow test: %d written, %d read, %d missed in %d notices, %.1f s; data.mdb %d, later at most %d bytes%n",
                    LINES, read, missed, notices, seconds, early, largest);
        }
        assertTrue(notices > 0, "a reader that paused half of the time has missed nothing");
        assertTrue(store.good("verify").contains("problems  0"));
        assertTrue(largest <= early * 5 / 4 + SNAPSHOT, early + " bytes after a quarter, but " + largest + " later");
    }

    private void watch(PublishProcess publish, Path store) {
        try {
            for (Optional<Ack> ack = publish.next(); ack.isPresent(); ack = publish.next()) {
                long size = Files.size(store.resolve("data.mdb"));
                if (ack.get().count() < LINES / 4) {
                    early = size;
                } else {
                    largest = Math.max(largest, size);
                }
                if (ack.get().count() >= LINES / 2) {
                    halfWritten.countDown();
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            halfWritten.countDown();
        }
    }

    private void readAll(Process tail) throws IOException, InterruptedException {
        BufferedReader out = tail.inputReader(UTF_8);
        while (read + missed < LINES) {
            String line = Objects.requireNonNull(
                    out.readLine(),
                    () -> "the reader ended after " + read + " read and " + missed + " missed, and told: "
                            + Programs.all(tail.errorReader(UTF_8)));
            Matcher truncated = TRUNCATED.matcher(line);
            if (truncated.matches()) {
                notices++;
                missed += Long.parseLong(truncated.group(2));
                assertEquals(read + missed + 1, Cursor.parse(truncated.group(1)).position());
            } else {
                PrintedEntry entry = PrintedEntry.of(line);
                assertEquals((read + missed) + PADDING, entry.data());
                assertEquals(read + missed + 2, entry.cursor().position());
                read++;
                if (read == 100) {
                    halfWritten.await(); // the reader stands still too, as soon as the pipe is full
                }
            }
        }
    }
}
