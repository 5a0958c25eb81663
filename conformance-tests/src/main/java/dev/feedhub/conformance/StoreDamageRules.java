package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.StoreException;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a store that is in files does when they are not what it wrote. */
interface StoreDamageRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck("that every file is checked before it is used, and that nothing is written where the check fails")
    default void s14_aDamagedFileIsAClearErrorOrReadExactly() throws IOException {
        List<UnaryOperator<byte[]>> damages = List.of(
                bytes -> Arrays.copyOf(bytes, bytes.length / 2),
                bytes -> Arrays.copyOf(bytes, bytes.length - 1),
                bytes -> flipped(bytes, 0),
                bytes -> flipped(bytes, bytes.length / 3),
                bytes -> flipped(bytes, bytes.length - 1),
                bytes -> new byte[bytes.length]);
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assume(
                    workspace.has(store, StoreFeature.DURABLE), "only a durable store has files to be damaged");
            Records.append(store, Records.numbered(1, 50));
            List<String> expected = Records.shown(Records.read(store, Records.ALL));
            store.close();
            int copies = 0;
            for (Path file : files(workspace.directory())) {
                for (UnaryOperator<byte[]> damage : damages) {
                    Path copy = workspace.directory("damaged-" + copies++);
                    copy(workspace.directory(), copy);
                    Path damaged = copy.resolve(workspace.directory().relativize(file));
                    byte[] bytes = damage.apply(Files.readAllBytes(damaged));
                    Files.write(damaged, bytes);
                    assertRefusedOrExact(workspace, damaged, bytes, copy, expected);
                }
            }
        }
    }

    private static void assertRefusedOrExact(
            Workspace workspace, Path damaged, byte[] bytes, Path directory, List<String> expected) throws IOException {
        try {
            Store store = workspace.open(directory, Access.WRITE);
            assertEquals(
                    expected, Records.shown(Records.read(store, Records.ALL)), () -> "read with damaged " + damaged);
            store.close();
        } catch (StoreException refused) {
            Messages.assertNames(directory.getFileName(), refused);
            assertArrayEquals(bytes, Files.readAllBytes(damaged), () -> damaged + " after it was refused");
        }
    }

    @Test
    @IfThisFailsCheck(
            "that files a store does not know are left as they are, in a directory it refuses and in one it takes")
    default void s14_aForeignFileIsLeftAsItIs() throws IOException {
        try (Workspace workspace = new Workspace(this)) {
            Path foreign = workspace.directory().resolve("notes.txt");
            byte[] notes = {'n', 'o', 't', 'e', 's'};
            Files.write(foreign, notes);
            try {
                Records.append(workspace.open(), "a");
            } catch (StoreException refused) {
                Messages.assertNames(workspace.directory().getFileName(), refused);
            }
            assertArrayEquals(notes, Files.readAllBytes(foreign));
        }
    }

    private static byte[] flipped(byte[] bytes, int index) {
        byte[] flipped = bytes.clone();
        flipped[index] ^= 0x55;
        return flipped;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toFile().length() > 0)
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path copy = to.resolve(from.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }
}
