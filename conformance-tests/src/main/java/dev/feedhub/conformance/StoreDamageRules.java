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
            for (Path file : Folders.files(workspace.directory())) {
                if (Files.size(file) == 0) {
                    continue;
                }
                for (UnaryOperator<byte[]> damage : damages) {
                    Path copy = workspace.directory("damaged-" + copies++);
                    Folders.copy(workspace.directory(), copy);
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
            "that a file which was put beside those of a store is left as it is, whether the store is opened or refused")
    default void s14_aForeignFileIsLeftAsItIs() throws IOException {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            Records.append(store, "a");
            store.close();
            Path foreign = workspace.directory().resolve("notes.txt");
            Files.writeString(foreign, "notes");
            try {
                Records.append(workspace.open(), "b");
            } catch (StoreException refused) {
                Messages.assertNames(workspace.directory().getFileName(), refused);
            }
            assertEquals("notes", Files.readString(foreign));
        }
    }

    private static byte[] flipped(byte[] bytes, int index) {
        byte[] flipped = bytes.clone();
        flipped[index] ^= 0x55;
        return flipped;
    }
}
