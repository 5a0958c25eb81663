package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.StoreException;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What work in an environment may do, what comes of work that goes on past a failure, and that no map is left behind. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EnvironmentWorkTest {
    private static final long MIB = 1 << 20;
    private static final byte[] KEY = {1};

    @TempDir
    Path temporary;

    private Path folder;
    private Environment environment;

    @BeforeEach
    void openEnvironment() {
        folder = temporary.resolve("store");
        environment = open(Access.WRITE);
    }

    @AfterEach
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void closeEnvironment() {
        environment.close();
    }

    private Environment open(Access access) {
        return Environment.open(folder, access, Durability.COMMIT, MIB);
    }

    @Test
    void noCallIsMadeWithinTheWorkOfAnother() {
        for (Executable call : List.<Executable>of(
                () -> environment.read(transaction -> true),
                () -> environment.write(transaction -> true),
                () -> environment.sync(),
                () -> environment.checkReaders(),
                () -> environment.copyTo(temporary.resolve("copy")),
                () -> environment.close(),
                () -> open(Access.READ))) {
            environment.read(transaction -> {
                IllegalStateException refused = assertThrows(IllegalStateException.class, call);
                assertTrue(
                        String.valueOf(refused.getMessage()).contains("within the work of another call"),
                        refused.getMessage());
                return true;
            });
        }
        assertFalse(Files.exists(temporary.resolve("copy")));
        assertTrue(write(1), "it is open");
    }

    @Test
    void workThatGoesOnPastAFailureIsNotCommitted() {
        StoreException refused = assertThrows(
                StoreException.class,
                () -> environment.write(transaction -> {
                    transaction.put(Tree.LOG, KEY, new byte[1]);
                    assertThrows(
                            StoreException.class, () -> transaction.append(Tree.LOG, new byte[1], 1)); // not the last
                    return true;
                }));
        assertEquals(StoreException.Outcome.NOT_STORED, refused.outcome());
        assertTrue(environment.<Boolean>read(transaction -> transaction.get(Tree.LOG, KEY) == null));
        assertTrue(write(1), "the next is");
    }

    @Test
    void workThatFailsForWantOfRoomIsDoneAgainWithMoreWhateverItMadeOfThat() {
        int large = (int) (3 * MIB);
        AtomicInteger times = new AtomicInteger();
        environment.write(transaction -> {
            times.incrementAndGet();
            try {
                transaction.put(Tree.LOG, KEY, new byte[large]);
            } catch (RuntimeException full) {
                throw new ArithmeticException();
            }
            return true;
        });
        assertTrue(times.get() > 1, "times it was done: " + times);
        assertEquals(large, environment.<Integer>read(transaction -> size(transaction.get(Tree.LOG, KEY))));
    }

    @Test
    void whatWorkThrowsAfterAFailureComesOut() {
        write(1);
        assertThrows(
                ArithmeticException.class,
                () -> environment.write(transaction -> {
                    assertThrows(StoreException.class, () -> transaction.append(Tree.LOG, new byte[1], 1));
                    throw new ArithmeticException();
                }));
    }

    @Test
    void aKeyThatIsNotThereIsNotRemoved() {
        write(1);
        assertTrue(environment.<Boolean>write(transaction -> transaction.delete(Tree.LOG, KEY)));
        assertFalse(environment.<Boolean>write(transaction -> transaction.delete(Tree.LOG, KEY)));
    }

    @Test
    void manyCopiesAreMadeOneAfterTheOther() {
        for (int i = 0; i < 65; i++) { // as many as read at once, and one
            environment.copyTo(temporary.resolve("copy" + i));
        }
    }

    @Test
    void workThatReadsPastAFailureHasNoResult() {
        write(1);
        assertThrows(
                StoreException.class,
                () -> environment.read(transaction -> {
                    assertThrows(StoreException.class, () -> transaction.put(Tree.LOG, KEY, new byte[1]));
                    return true;
                }));
    }

    @Test
    void aTransactionIsNotUsedAfterItsWork() {
        Transaction kept = environment.read(transaction -> transaction);
        assertThrows(IllegalStateException.class, kept::id);
        assertThrows(IllegalStateException.class, () -> kept.get(Tree.LOG, KEY));
        assertThrows(IllegalStateException.class, () -> kept.cursor(Tree.LOG));
    }

    @Test
    void otherThreadsGoOnAfterEachCall() {
        environment.close();
        Environment reader = open(Access.READ);
        environment = open(Access.WRITE); // the reader's environment becomes the writer's
        write(1);
        environment.sync();
        environment.checkReaders();
        assertThrows(StoreException.class, () -> open(Access.WRITE));
        Boolean found = CompletableFuture.supplyAsync(() -> {
                    environment.sync();
                    write(2);
                    return reader.read(transaction -> transaction.get(Tree.LOG, KEY) != null);
                })
                .join();
        assertTrue(found);
        reader.close();
    }

    @Test
    void aShareOfAnotherStoreInTheSamePlaceIsRefused() throws Exception {
        write(1);
        environment.copyTo(temporary.resolve("copy"));
        Files.move(folder, temporary.resolve("elsewhere"));
        Files.move(temporary.resolve("copy"), folder);
        StoreException refused = assertThrows(StoreException.class, () -> open(Access.READ));
        assertTrue(String.valueOf(refused.getMessage()).contains("deleted or replaced"), refused.getMessage());
    }

    @Test
    void theDataFileIsMappedOnceHoweverOftenItIsOpenedAndGrows() throws Exception {
        requireMaps();
        environment.close();
        try (Environment reader = open(Access.READ)) {
            environment = open(Access.WRITE); // the reader's map is made anew
            assertEquals(1, maps());
            for (int i = 0; i < 20; i++) {
                write(200_000);
            }
            assertTrue(reader.<Boolean>read(transaction -> transaction.get(Tree.LOG, KEY) != null));
            assertEquals(1, maps());
        }
        environment.close();
        assertEquals(0, maps());
    }

    private boolean write(int size) {
        return environment.write(transaction -> {
            LogState.EMPTY.write(transaction);
            transaction.put(Tree.LOG, KEY, new byte[size]);
            transaction.put(Tree.LOG, new byte[] {2, (byte) transaction.id()}, new byte[size]);
            return true;
        });
    }

    private static int size(@Nullable ByteBuffer value) {
        return value == null ? -1 : value.capacity();
    }

    private static void requireMaps() {
        if (!Files.exists(Path.of("/proc/self/maps"))) {
            throw new TestAbortedException("the system does not tell what is mapped");
        }
    }

    private long maps() throws Exception {
        String data = environment.dataFile().toString();
        try (var lines = Files.lines(Path.of("/proc/self/maps"), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.endsWith(data)).count();
        }
    }
}
