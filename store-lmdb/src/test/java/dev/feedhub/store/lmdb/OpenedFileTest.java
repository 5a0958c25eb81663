package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a data file is the one that was opened, while its folder is only looked at, and just after the folder changed. */
class OpenedFileTest {
    private static final long MORE_THAN_A_TICK_MILLIS = 50;

    @TempDir
    Path temporary;

    private Path folder;
    private Path data;
    private OpenedFile opened;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(temporary.resolve("store"));
        data = Files.createFile(folder.resolve(StoreFolder.DATA));
        opened = new OpenedFile(new StoreFolder(folder));
        opened.remember();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileThatIsDeleted(boolean settled) throws Exception {
        look(settled);
        Files.delete(data);
        assertReplaced();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileInItsPlace(boolean settled) throws Exception {
        Path other = Files.createFile(folder.resolve("other"));
        look(settled);
        Files.move(other, data, StandardCopyOption.REPLACE_EXISTING);
        assertReplaced();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFolderInPlaceOfItsOwn(boolean settled) throws Exception {
        look(settled);
        Files.move(folder, temporary.resolve("elsewhere"));
        Files.createDirectory(folder);
        Files.createFile(data);
        assertReplaced();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileInPlaceOfWhatItLinksTo(boolean settled) throws Exception {
        Path target = Files.move(data, temporary.resolve("target"));
        Files.createSymbolicLink(data, target);
        opened.remember();
        look(settled);
        Path other = Files.createFile(temporary.resolve("other"));
        Files.move(other, target, StandardCopyOption.REPLACE_EXISTING);
        assertReplaced();
    }

    @Test
    void aBackupWithTheSameTimesInPlaceOfIt() throws Exception {
        look(true);
        FileTime time = Files.getLastModifiedTime(folder);
        Files.move(Files.createFile(folder.resolve("restored")), data, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(folder, time);
        assertReplaced();
    }

    @Test
    void otherFilesComeAndGo() throws Exception {
        look(true);
        Files.delete(Files.createFile(folder.resolve("other")));
        look(true);
    }

    @Test
    void isItselfAndNoOther() throws Exception {
        StoreFolder same = new StoreFolder(folder);
        assertTrue(opened.is(same.fileKey()));
        Files.move(Files.createFile(folder.resolve("other")), data, StandardCopyOption.REPLACE_EXISTING);
        assertFalse(opened.is(same.fileKey()));
        assertFalse(new OpenedFile(same).is(Optional.empty()));
    }

    private void look(boolean settled) throws InterruptedException {
        opened.require();
        if (settled) {
            Thread.sleep(MORE_THAN_A_TICK_MILLIS);
            opened.require();
            opened.require();
        }
    }

    private void assertReplaced() {
        StoreException refused = assertThrows(StoreException.class, opened::require);
        assertEquals(
                "the store in " + folder + " was deleted or replaced while it was open: close it",
                refused.getMessage());
    }
}
