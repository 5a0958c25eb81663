package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.StoreException;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that another process, or another class loader's classes, have open. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OtherOwnerTest {
    private static final int MUCH = 4 << 20;
    private static final int COMMITS_SEEN = 150;
    private static final int MOST_APPENDED = 40_000; // 32 KiB each, which MemoryDisk has room for

    @TempDir
    Path folder;

    private Environment open(Access access) {
        return Environment.open(folder, access, Durability.COMMIT, 1 << 20);
    }

    /** Run in a child: opens to write, says so, and holds on until its input ends. */
    public static void main(String[] arguments) throws IOException {
        try (Environment environment =
                Environment.open(Path.of(arguments[0]), Access.WRITE, Durability.COMMIT, 1 << 20)) {
            System.out.write('o');
            System.out.flush();
            System.in.read();
            environment.checkReaders();
        }
    }

    /** Run in a child: writes more than another's map has room for, says so, and does it again for each line of its input. */
    static final class Growing {
        private Growing() {}

        public static void main(String[] arguments) throws IOException {
            try (Environment environment =
                    Environment.open(Path.of(arguments[0]), Access.WRITE, Durability.COMMIT, 1 << 20)) {
                for (byte key = 1; key < Byte.MAX_VALUE; key++) {
                    byte[] encoded = {key};
                    environment.<Boolean>write(txn -> {
                        txn.put(Tree.LOG, encoded, new byte[MUCH << encoded[0]]);
                        return true;
                    });
                    System.out.write(key);
                    System.out.flush();
                    if (System.in.read() < 0) {
                        return;
                    }
                }
            }
        }
    }

    /** Run in a child: says that it has opened, and appends until its input ends, or where the disk might be full. */
    static final class Appending {
        private Appending() {}

        public static void main(String[] arguments) throws IOException {
            Record record = new Record(Instant.EPOCH, "x", new byte[32 * 1_024]);
            Thread input = new Thread(Appending::awaitEnd, "input");
            input.setDaemon(true);
            input.start();
            try (Store store = Stores.write(Path.of(arguments[0]))) {
                System.out.write('o');
                System.out.flush();
                for (int i = 0; i < MOST_APPENDED && input.isAlive(); i++) {
                    store.append(Context.background(), List.of(record));
                }
            }
        }

        private static void awaitEnd() {
            try {
                System.in.read();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Called in a class loader of its own. */
    public static void openAndClose(String folder) {
        Environment.open(Path.of(folder), Access.READ, Durability.COMMIT, 1 << 20)
                .close();
    }

    @Test
    void s13_aSecondProcessIsRefusedNamingTheFirst() throws Exception {
        Process child = ChildJvm.start(List.of(), OtherOwnerTest.class, folder.toString());
        try {
            assertEquals('o', child.getInputStream().read(), "the child has opened the store");
            StoreException refused = assertThrows(StoreException.class, () -> open(Access.WRITE));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("written by process " + child.pid() + " ("),
                    refused.getMessage());
            open(Access.READ).close();
            child.destroyForcibly().waitFor();
            open(Access.WRITE).close();
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void s13_anotherClassLoaderIsRefusedToReadToo() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String element : ChildJvm.classPath()) {
            urls.add(Path.of(element).toUri().toURL());
        }
        // the platform loader would find the modules of the application
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), null)) {
            var other = loader.loadClass(OtherOwnerTest.class.getName()).getMethod("openAndClose", String.class);
            other.setAccessible(true);
            try (Environment environment = open(Access.WRITE)) {
                InvocationTargetException refused =
                        assertThrows(InvocationTargetException.class, () -> other.invoke(null, folder.toString()));
                assertTrue(String.valueOf(refused.getCause()).contains("class loader"), refused.getCause() + "");
                environment.checkReaders();
            }
            other.invoke(null, folder.toString());
        }
    }

    @Test
    void s09_aStoreIsOpenedToReadWhileAnotherProcessOutgrowsTheMap(@TempDir(factory = MemoryDisk.class) Path disk)
            throws Exception {
        Stores.write(disk).close();
        Process child = ChildJvm.start(List.of(), Appending.class, disk.toString());
        try {
            assertEquals('o', child.getInputStream().read());
            long newest = 0;
            for (int commits = 0; commits < COMMITS_SEEN; ) { // on a slow disk, few come at the moment that matters
                assertTrue(child.isAlive() && !Thread.currentThread().isInterrupted(), "the child has to append");
                try (Store reader = Stores.open(disk, Access.READ, Map.of("feedhub.store.lmdb.mapSize", "1MiB"))) {
                    long found = reader.span(Context.background()).newest().position();
                    commits += found > newest ? 1 : 0;
                    newest = found;
                }
            }
            child.getOutputStream().close();
            assertEquals(0, child.waitFor());
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void s09_aMapThatAnotherProcessGrewIsMadeAnewToReadAndToCopy(@TempDir Path copies) throws Exception {
        open(Access.WRITE).close();
        try (Environment reader = open(Access.READ)) {
            Process child = ChildJvm.start(List.of(), Growing.class, folder.toString());
            try (OutputStream goOn = child.getOutputStream()) {
                assertEquals(1, child.getInputStream().read());
                assertEquals(
                        MUCH << 1,
                        reader.<Integer>read(txn -> Objects.requireNonNull(txn.get(Tree.LOG, new byte[] {1}))
                                .capacity()));
                goOn.write('\n');
                goOn.flush();
                assertEquals(2, child.getInputStream().read());
                reader.copyTo(copies.resolve("copy"));
                assertTrue(Files.size(copies.resolve("copy").resolve(StoreFolder.DATA)) > (MUCH << 1) + (MUCH << 2));
            }
            assertEquals(0, child.waitFor());
        }
    }

    @Test
    void s09_aMapThatAnotherProcessGrewIsMadeAnewToWrite() throws Exception {
        Environment before = open(Access.WRITE);
        try (Environment reader = open(Access.READ)) {
            before.close(); // and the reader keeps what it was opened with
            Process child = ChildJvm.start(List.of(), Growing.class, folder.toString());
            try {
                assertEquals(1, child.getInputStream().read());
                child.getOutputStream().close();
                assertEquals(0, child.waitFor());
            } finally {
                child.destroyForcibly().waitFor();
            }
            try (Environment writer = open(Access.WRITE)) {
                assertEquals(true, writer.<Boolean>write(txn -> txn.delete(Tree.LOG, new byte[] {1})));
            }
            reader.checkReaders();
        }
    }
}
