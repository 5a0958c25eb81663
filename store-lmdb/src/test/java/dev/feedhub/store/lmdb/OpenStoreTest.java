package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.EventStream;
import dev.feedhub.HubConfig;
import dev.feedhub.LabelFilter;
import dev.feedhub.Reader;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.StreamOptions;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

/** Stores whose folder is deleted while they are open, may not be written, or is held by another process. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpenStoreTest {
    private static final Context CTX = Context.background();
    private static final ReadRequest ALL = new ReadRequest(null, null, LabelFilter.any(), false, 10, 1_000);
    private static final String NOBODY = "65534";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private static void assertTold(Path store, String words, Executable call) {
        StoreException told = assertThrows(StoreException.class, call);
        String message = String.valueOf(told.getMessage());
        assertEquals(Outcome.NOT_STORED, told.outcome());
        assertTrue(message.contains(store.toString()) && message.contains(words), message);
    }

    @ParameterizedTest
    @EnumSource
    void s14_aFolderThatIsDeletedWhileItIsOpen(Access access) throws IOException {
        try (Store writer = Stores.write(folder)) {
            SampleStore.append(writer, 1, 100);
        }
        Path path = folder.resolve("store");
        Store store = Stores.open(folder, access, Map.of());
        delete(path);
        for (Executable call : List.<Executable>of(
                () -> store.span(CTX),
                () -> store.read(CTX, ALL),
                () -> store.count(CTX, ALL),
                () -> store.sync(CTX))) {
            assertTold(path, "was deleted or replaced", call);
        }
        if (access == Access.WRITE) {
            assertTold(path, "was deleted or replaced", () -> SampleStore.append(store, 101, 1));
            assertTold(path, "was deleted or replaced", () -> store.trim(CTX, 10));
            assertTold(path, "was deleted or replaced", () -> store.maintain(CTX));
        }
        store.close();
        assertTrue(Files.notExists(path));
        try (Store again = Stores.write(folder)) {
            SampleStore.append(again, 1, 10);
            SampleStore.assertSound(again, 0, 10);
        }
    }

    @Test
    void s14_aStreamOfAFolderThatIsDeletedEndsWithTheReason() throws Exception {
        try (Store writer = Stores.write(folder)) {
            SampleStore.append(writer, 1, 100);
        }
        Path path = folder.resolve("store");
        HubConfig config = HubConfig.builder()
                .store(new LmdbStoreProvider())
                .set("feedhub.store.lmdb.path", path.toString())
                .build();
        try (Reader<byte[]> reader = Reader.open(config, Codec.bytes());
                EventStream<byte[]> stream = reader.stream(StreamOptions.oldest())) {
            stream.next(CTX);
            delete(path);
            assertTold(path, "was deleted or replaced", () -> {
                while (true) {
                    stream.next(CTX);
                }
            });
        }
    }

    private static void delete(Path path) {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Run in a child: opens a store to read or to write, and says what came of it; to hold, it then waits for its end. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        try (Store store = Stores.open(folder, Access.valueOf(arguments[1]), Map.of())) {
            System.out.println("opened " + store.count(CTX, ALL));
            System.in.read();
        } catch (StoreException refused) {
            System.out.println("refused " + refused.outcome() + " " + refused.getMessage());
        }
    }

    private static String line(Process process) throws IOException {
        return String.valueOf(process.inputReader(StandardCharsets.UTF_8).readLine());
    }

    @Test
    void s13_aStoreThatAnotherProcessWritesIsReadAndNotWritten() throws Exception {
        try (Store store = Stores.write(folder)) {
            SampleStore.append(store, 1, 100);
        }
        Process child = new ProcessBuilder(ChildJvm.command(OpenStoreTest.class, folder.toString(), "WRITE"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals("opened 100", line(child));
            Map<String, Integer> before = SampleStore.hashes(folder.resolve("store"));
            before.remove(StoreFolder.LMDB_LOCK);
            assertTold(folder.resolve("store"), "process " + child.pid(), () -> Stores.write(folder));
            try (Store reader = Stores.read(folder)) {
                SampleStore.assertSound(reader, 0, 100);
            }
            Map<String, Integer> after = SampleStore.hashes(folder.resolve("store"));
            after.remove(StoreFolder.LMDB_LOCK);
            assertEquals(before, after);
        } finally {
            child.destroyForcibly();
            assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        }
        Stores.write(folder).close();
    }

    @Test
    void s14_aDiskThatMayNotBeWrittenIsRead() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "8m")) {
            try (Store store = Stores.write(disk.path())) {
                SampleStore.append(store, 1, 100);
            }
            for (boolean table : new boolean[] {true, false}) {
                if (!table) {
                    disk.remount("rw");
                    Files.delete(disk.path().resolve("store/lock.mdb"));
                }
                disk.remount("ro");
                assertTold(disk.path().resolve("store"), "Read-only", () -> Stores.write(disk.path()));
                try (Store store = Stores.read(disk.path())) {
                    SampleStore.assertSound(store, 0, 100);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void s14_filesThatMayNotBeWritten(Access access) throws Exception {
        assumeOtherUser();
        try (Store store = Stores.write(folder)) {
            SampleStore.append(store, 1, 100);
        }
        Path path = folder.resolve("store");
        require(List.of("chmod", "-R", "a+rX,go-w", folder.toString()));
        Map<String, Integer> before = SampleStore.hashes(path);
        String answer = asNobody(access);
        assertTrue(answer.startsWith("refused NOT_STORED") && answer.contains(path.toString()), answer);
        assertTrue(answer.contains("access denied") || answer.contains("does not allow it"), answer);
        require(List.of("chmod", "a+w", path.resolve("lock.mdb").toString()));
        assertTrue(asNobody(access).startsWith(access == Access.READ ? "opened 100" : "refused NOT_STORED"));
        Map<String, Integer> after = SampleStore.hashes(path);
        assertEquals(before.get("data.mdb"), after.get("data.mdb"));
        assertEquals(before.keySet(), after.keySet());
    }

    private String asNobody(Access access) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        List<String> java = ChildJvm.command(OpenStoreTest.class, folder.toString(), access.name());
        java.set(java.indexOf("-cp") + 1, readableClasses());
        command.addAll(java);
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = line(child);
        child.outputWriter(StandardCharsets.UTF_8).close();
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        return answer;
    }

    /** A copy of what this runs with, as that may be where only its owner may look. */
    private String readableClasses() throws IOException {
        Path classes = folder.resolve("classes");
        List<String> copies = new ArrayList<>();
        if (Files.notExists(classes)) {
            Files.createDirectory(classes);
            List<String> elements = ChildJvm.classPath();
            for (int i = 0; i < elements.size(); i++) {
                require(List.of(
                        "cp",
                        "-rL",
                        elements.get(i),
                        classes.resolve(i + ".jar").toString()));
            }
            require(List.of("chmod", "-R", "a+rX", classes.toString()));
        }
        for (int i = 0; i < ChildJvm.classPath().size(); i++) {
            copies.add(classes.resolve(i + ".jar").toString());
        }
        return String.join(File.pathSeparator, copies);
    }

    private static void require(List<String> command) {
        assertTrue(SmallDisk.run(command), () -> "failed: " + command);
    }

    private static void assumeOtherUser() {
        List<String> become = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "true");
        if (!SmallDisk.run(become)) {
            String reason = "skipped: nobody else can be asked to open it, which root can on Linux";
            System.out.println(reason);
            throw new TestAbortedException(reason);
        }
    }
}
