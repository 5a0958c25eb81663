package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.ClosedException;
import dev.feedhub.ConfigException;
import dev.feedhub.StoreException;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a share in a data file does, alone and beside others. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EnvironmentTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path temporary;

    private Environment open(Access access) {
        return Environment.open(temporary.resolve("store"), access, Durability.COMMIT, MIB);
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private static boolean put(Environment environment, int number, int size) {
        return environment.write(transaction -> {
            LogState.EMPTY.write(transaction);
            ByteBuffer value = transaction.append(Tree.LOG, key(number), size);
            while (value.hasRemaining()) {
                value.put((byte) number);
            }
            return true;
        });
    }

    private static int count(Environment environment) {
        return environment.read(transaction -> {
            int count = 0;
            try (TreeCursor cursor = transaction.cursor(Tree.LOG)) {
                while (cursor.next()) {
                    count++;
                }
            }
            return count;
        });
    }

    @Test
    void whatAnInterruptedThreadOpensCanBeUsed() {
        Thread.currentThread().interrupt();
        Environment environment = open(Access.WRITE);
        put(environment, 1, 10);
        environment.close();
        assertTrue(Thread.interrupted(), "the interrupt is kept");
        try (Environment again = open(Access.READ)) {
            assertEquals(1, count(again));
        }
    }

    @Test
    void theMapGrowsBesideReaders() throws Exception {
        try (Environment writer = open(Access.WRITE);
                Environment reader = open(Access.READ)) {
            AtomicLong seen = new AtomicLong();
            Thread thread = new Thread(() -> {
                while (seen.get() < 100) {
                    seen.set(count(reader));
                }
            });
            thread.start();
            for (int i = 0; i < 100; i++) {
                put(writer, i, 200_000);
            }
            thread.join();
            assertEquals(100, seen.get());
        }
        assertTrue(Files.size(temporary.resolve("store/data.mdb")) > 16 * MIB);
    }

    @Test
    void workThatThrowsLeavesNothing() {
        try (Environment environment = open(Access.WRITE)) {
            ArithmeticException thrown = new ArithmeticException();
            assertEquals(
                    thrown,
                    assertThrows(
                            ArithmeticException.class,
                            () -> environment.<Boolean>write(transaction -> {
                                transaction.put(Tree.LOG, key(1), new byte[1]);
                                throw thrown;
                            })));
            assertEquals(0, count(environment));
        }
    }

    @Test
    void s10_closingWhileOthersReadIsToldThem() throws Exception {
        Environment environment = open(Access.WRITE);
        put(environment, 1, 10);
        List<Thread> threads = new ArrayList<>();
        AtomicLong closed = new AtomicLong();
        AtomicLong reads = new AtomicLong();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                try {
                    while (true) {
                        reads.addAndGet(count(environment));
                    }
                } catch (ClosedException expected) {
                    closed.incrementAndGet();
                }
            });
            thread.start();
            threads.add(thread);
        }
        while (reads.get() < 100) {
            Thread.onSpinWait();
        }
        environment.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(4, closed.get());
        assertThrows(ClosedException.class, environment::checkReaders);
        environment.close();
    }

    @Test
    @SuppressWarnings("try") // the writer is closed before the reader looks again
    void aReaderThatCameFirstSeesWhatAWriterWrites() {
        open(Access.WRITE).close();
        try (Environment reader = open(Access.READ);
                Environment writer = open(Access.WRITE)) {
            put(writer, 1, 10);
            assertEquals(1, count(reader));
            writer.close();
            assertEquals(1, count(reader));
            try (Environment second = open(Access.WRITE)) {
                put(second, 2, 10);
            }
            assertEquals(2, count(reader));
        }
    }

    @Test
    void s13_aSecondWriterIsRefusedNamingTheFirst() {
        try (Environment environment = open(Access.WRITE)) {
            StoreException refused = assertThrows(StoreException.class, () -> open(Access.WRITE));
            assertTrue(
                    String.valueOf(refused.getMessage())
                            .contains("written by process "
                                    + ProcessHandle.current().pid()),
                    refused.getMessage());
            put(environment, 1, 1);
        }
        open(Access.WRITE).close();
    }

    @Test
    void aFolderThatWasReplacedIsNotWritten() throws IOException {
        try (Environment environment = open(Access.WRITE)) {
            Files.move(temporary.resolve("store"), temporary.resolve("elsewhere"));
            StoreException refused = assertThrows(StoreException.class, () -> put(environment, 1, 1));
            assertTrue(String.valueOf(refused.getMessage()).contains("deleted or replaced"), refused.getMessage());
            assertFalse(Files.exists(temporary.resolve("store")));
        }
    }

    @Test
    void s13_aFolderThatWasMovedIsOpenedOnceInAProcess() throws IOException {
        Path elsewhere = temporary.resolve("elsewhere");
        try (Environment environment = open(Access.WRITE)) {
            Files.move(environment.directory(), elsewhere);
            for (Access access : Access.values()) {
                StoreException refused = assertThrows(
                        StoreException.class, () -> Environment.open(elsewhere, access, Durability.COMMIT, MIB));
                assertTrue(
                        String.valueOf(refused.getMessage()).contains("as " + environment.directory()),
                        refused.getMessage());
            }
        }
        Environment.open(elsewhere, Access.WRITE, Durability.COMMIT, MIB).close();
    }

    @Test
    void aCopyIsAStoreWithTheSameId() throws IOException {
        Path copy = temporary.resolve("copy");
        try (Environment environment = open(Access.WRITE)) {
            put(environment, 1, 100_000);
            environment.copyTo(copy);
            put(environment, 2, 10);
            assertThrows(ConfigException.class, () -> environment.copyTo(copy));
        }
        assertArrayEquals(
                Files.readAllBytes(temporary.resolve("store/FEEDHUB")), Files.readAllBytes(copy.resolve("FEEDHUB")));
        try (Environment copied = Environment.open(copy, Access.READ, Durability.COMMIT, MIB)) {
            assertEquals(1, count(copied));
            assertNotNull(copied.<byte[]>read(transaction -> new byte[1]));
        }
    }
}
