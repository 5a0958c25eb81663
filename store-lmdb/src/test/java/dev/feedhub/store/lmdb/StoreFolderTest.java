package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.StoreException;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which folders are stores, and how the others are left. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoreFolderTest {
    @TempDir
    Path folder;

    private Environment open(Access access) {
        return Environment.open(folder, access, Durability.COMMIT, 1 << 20);
    }

    private void assertRefused(Access access, String words) {
        StoreException refused = assertThrows(StoreException.class, () -> open(access));
        assertTrue(String.valueOf(refused.getMessage()).contains(words), refused.getMessage());
        assertTrue(String.valueOf(refused.getMessage()).contains(folder.toString()), refused.getMessage());
    }

    @Test
    void s14_readingWhatIsNoStoreMakesNone() throws IOException {
        assertRefused(Access.READ, "there is no store");
        assertEquals(0, folder.toFile().list().length);
    }

    @Test
    void s14_anotherProgramsFilesAreLeftAlone() throws IOException {
        Files.write(folder.resolve("data.mdb"), new byte[9_000]);
        assertRefused(Access.WRITE, "not a Feedhub store");
        assertRefused(Access.READ, "data.mdb");
        assertEquals(1, folder.toFile().list().length);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "20, false", "112, false", "112, true"})
    void whereACrashEndedMakingAStoreItIsMadeAnew(int written, boolean data) throws IOException {
        byte[] manifest = Manifest.create().bytes();
        assertEquals(112, manifest.length);
        Files.write(folder.resolve("FEEDHUB.new"), java.util.Arrays.copyOf(manifest, written));
        if (data) {
            Files.write(folder.resolve("data.mdb"), new byte[100]);
        }
        assertRefused(Access.READ, "there is no store");
        open(Access.WRITE).close();
        open(Access.READ).close();
        assertFalse(Files.exists(folder.resolve("FEEDHUB.new")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "feedhub store|something|does not begin",
                "format 1|format 2|format 2; this release reads 1: use a later release",
                "engine lmdb|engine LMDB|other lines",
                "crc32c |crc32c 0|other lines",
                "id |id 0|other lines",
                "little|big|check sum",
            })
    void s14_aManifestThatIsNotRightIsRefused(String from, String to, String words) throws IOException {
        open(Access.WRITE).close();
        Path file = folder.resolve("FEEDHUB");
        byte[] changed =
                Files.readString(file).replaceFirst(from, to).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Files.write(file, changed);
        byte[] data = Files.readAllBytes(folder.resolve("data.mdb"));
        assertRefused(Access.WRITE, words);
        assertRefused(Access.READ, words);
        assertArrayEquals(data, Files.readAllBytes(folder.resolve("data.mdb")));
        assertArrayEquals(changed, Files.readAllBytes(file));
    }

    @Test
    void eachStoreHasAnIdOfItsOwn() {
        assertNotEquals(Manifest.create().id(), Manifest.create().id());
    }

    @Test
    void s14_aStoreOfTheOtherByteOrderIsRefused() throws IOException {
        open(Access.WRITE).close();
        Files.write(folder.resolve("FEEDHUB"), new Manifest(true, "0".repeat(32)).bytes());
        assertRefused(Access.READ, "big-endian");
    }

    @Test
    void s14_aStoreWithoutItsDataIsDamaged() throws IOException {
        open(Access.WRITE).close();
        Files.write(folder.resolve("data.mdb"), new byte[0]);
        assertRefused(Access.WRITE, "damaged");
        Files.delete(folder.resolve("data.mdb"));
        assertRefused(Access.WRITE, "data.mdb is missing");
        assertFalse(Files.exists(folder.resolve("data.mdb")));
    }
}
