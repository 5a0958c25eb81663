package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/** Where memory or LMDB's places for readers run out, in processes that are meant to end so. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScarcityTest {
    @TempDir
    Path folder;

    private static Environment open(Path folder, Access access) {
        return Environment.open(folder, access, Durability.COMMIT, 1 << 20);
    }

    private void takeAllPlacesAndDie() throws Exception {
        Process child = ChildJvm.start(List.of(), ManyReaders.class, folder.toString());
        try {
            assertEquals('o', child.getInputStream().read(), "the child has all places");
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void s09_theLastPlacesOfReadersThatDiedAreTakenOver() throws Exception {
        try (Environment environment = open(folder, Access.WRITE)) {
            takeAllPlacesAndDie();
            assertEquals(
                    0L,
                    environment.<Long>read(txn -> LogState.read(txn).newest().position()));
        }
    }

    @Test
    void s09_theLastPlacesOfReadersThatDiedAreTakenOverToOpenToo() throws Exception {
        try (Environment environment = open(folder, Access.WRITE)) {
            takeAllPlacesAndDie();
            Process child = ChildJvm.start(List.of(), Opening.class, folder.toString());
            try {
                assertEquals(0, child.waitFor());
            } finally {
                child.destroyForcibly().waitFor();
            }
            environment.checkReaders();
        }
    }

    @Test
    void s09_theLastPlacesOfReadersThatDiedAreTakenOverToCopyToo(@TempDir Path copies) throws Exception {
        try (Environment environment = open(folder, Access.WRITE)) {
            takeAllPlacesAndDie();
            environment.copyTo(copies.resolve("copy"));
        }
        open(copies.resolve("copy"), Access.READ).close();
    }

    @Test
    void s03_memoryThatIsShortWhenAnAppendBeginsStopsNoLaterOne() throws Exception {
        open(folder, Access.WRITE).close();
        Process child = ChildJvm.start(List.of("-XX:MaxDirectMemorySize=64k"), LittleMemory.class, folder.toString());
        try {
            assertTrue(child.waitFor(30, TimeUnit.SECONDS), "the child has written");
            assertEquals(0, child.exitValue());
        } finally {
            child.destroyForcibly();
        }
    }

    /** Run in a child: reads until there is no place left, says so, and holds on. */
    static final class ManyReaders {
        private ManyReaders() {}

        public static void main(String[] arguments) throws IOException {
            LmdbLibrary.require();
            List<Txn<byte[]>> reading = new ArrayList<>();
            try (Env<byte[]> env = Env.create(ByteArrayProxy.PROXY_BA)
                    .open(Path.of(arguments[0]).toFile(), EnvFlags.MDB_NOTLS, EnvFlags.MDB_RDONLY_ENV)) {
                assertThrows(Env.ReadersFullException.class, () -> {
                    while (reading.size() < Integer.MAX_VALUE) {
                        reading.add(env.txnRead());
                    }
                });
                System.out.write('o');
                System.out.flush();
                System.in.read();
            }
        }
    }

    /** Run in a child: opens to read. */
    static final class Opening {
        private Opening() {}

        public static void main(String[] arguments) {
            open(Path.of(arguments[0]), Access.READ).close();
        }
    }

    /** Run in a child: begins to write when there is no memory outside the heap, and again when there is. */
    static final class LittleMemory {
        private LittleMemory() {}

        public static void main(String[] arguments) {
            try (Environment environment = open(Path.of(arguments[0]), Access.WRITE)) {
                List<ByteBuffer> taken = new ArrayList<>();
                try {
                    while (taken.size() < Integer.MAX_VALUE) {
                        taken.add(ByteBuffer.allocateDirect(64));
                    }
                } catch (OutOfMemoryError expected) {
                    // all of it is taken
                }
                try {
                    put(environment);
                    throw new IllegalStateException("there was memory left");
                } catch (OutOfMemoryError expected) {
                    taken.clear();
                }
                CompletableFuture.runAsync(() -> put(environment)).join();
            }
        }

        private static void put(Environment environment) {
            environment.<Boolean>write(txn -> {
                txn.put(Tree.LOG, new byte[1], new byte[1]);
                return true;
            });
        }
    }
}
