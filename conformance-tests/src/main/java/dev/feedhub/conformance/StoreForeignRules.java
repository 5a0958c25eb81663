package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.FeedhubException;
import dev.feedhub.StoreException;
import dev.feedhub.store.StoreConfig.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a {@link dev.feedhub.store.StoreFeature#DURABLE} store makes of a folder in which there is none. */
interface StoreForeignRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck("that opening to READ makes neither a store nor a file, and says that there is no store")
    default void s14_readingWhereThereIsNoStoreMakesNone() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeDurable();
            workspace.assumeMultiProcess();
            Path folder = workspace.directory();
            StoreException refused = assertThrows(
                    StoreException.class, () -> workspace.open(folder, Access.READ), "a reader of no store");
            Messages.assertNames(folder.getFileName(), refused);
            assertEquals(Map.of(), Folders.contents(folder), "what is in the folder after it was refused");
            Records.append(workspace.open(), "a");
        }
    }

    @Test
    @IfThisFailsCheck(
            "that a folder is looked at before anything is made in it, and refused where it holds what no store wrote")
    default void s14_aFolderOfSomebodyElsesIsRefusedUntouched() throws IOException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeDurable();
            Path letters = workspace.directory("letters");
            Files.writeString(letters.resolve("notes.txt"), "notes");
            Files.writeString(Files.createDirectory(letters.resolve("more")).resolve("table.bin"), "\0\1\2");
            assertRefusedUntouched(workspace, letters);
        }
    }

    private static void assertRefusedUntouched(Workspace workspace, Path folder) {
        Map<String, String> before = Folders.contents(folder);
        for (Access access : Access.values()) {
            FeedhubException refused = assertThrows(
                    FeedhubException.class, () -> workspace.open(folder, access), () -> "opened to " + access);
            if (access == Access.WRITE) {
                Messages.assertNames(folder.getFileName(), refused);
            }
            assertEquals(before, Folders.contents(folder), () -> "what is in the folder after " + access);
        }
    }
}
