package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.StorePages.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;

/** Folders that are refused when they are opened, to read and to write: by name, with the reason, and as they were. */
@Timeout(60)
class BadFolderTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path sample;

    private static Map<Kind, List<Long>> pages = Map.of();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private boolean checked;

    @BeforeAll
    static void makeSample() {
        pages = StorePages.of(SampleStore.make(sample).resolve(StoreFolder.DATA));
    }

    @AfterEach
    void somethingWasChecked() {
        assertTrue(checked);
    }

    private Path store() {
        return folder.resolve("store");
    }

    private Path data() {
        return store().resolve(StoreFolder.DATA);
    }

    private Path copied() {
        SampleStore.copy(sample.resolve("store"), store());
        return data();
    }

    /** Refused with all of some words. */
    private void assertRefused(String... words) {
        for (Access access : Access.values()) {
            Map<String, Integer> before = hashes();
            StoreException refused =
                    assertThrows(StoreException.class, () -> Stores.open(folder, access, Map.of()), "to " + access);
            String message = String.valueOf(refused.getMessage());
            assertEquals(Outcome.NOT_STORED, refused.outcome());
            assertTrue(message.contains(store().toString()), message);
            for (String word : words) {
                assertTrue(message.contains(word), access + ": " + message);
            }
            assertEquals(before, hashes(), "after it was refused to " + access);
        }
        checked = true;
    }

    /** All files but those with which a writer keeps others away while it looks. */
    private Map<String, Integer> hashes() {
        Map<String, Integer> hashes = SampleStore.hashes(store());
        hashes.remove(WriterLock.LOCK);
        return hashes;
    }

    @Test
    void s14_strangersFiles() throws IOException {
        Files.createDirectories(store());
        Files.writeString(store().resolve("letter.txt"), "Dear all");
        Files.write(store().resolve("photo.jpg"), new byte[10_000]);
        assertRefused("is not a Feedhub store", "letter.txt, photo.jpg");
        Files.writeString(store().resolve(StoreFolder.UNFINISHED_MANIFEST), "not one");
        assertRefused("has no file FEEDHUB, but FEEDHUB.new, letter.txt, photo.jpg");
        Files.writeString(store().resolve("wish.txt"), "A bicycle");
        assertRefused("has no file FEEDHUB, but FEEDHUB.new, letter.txt, photo.jpg and more");
    }

    @Test
    void s14_aFileInPlaceOfAFolder() throws IOException {
        Files.writeString(store(), "a file");
        for (Access access : Access.values()) {
            StoreException refused = assertThrows(StoreException.class, () -> Stores.open(folder, access, Map.of()));
            assertTrue(String.valueOf(refused.getMessage()).contains(store() + " is not a folder"), refused::toString);
        }
        assertEquals("a file", Files.readString(store()));
        checked = true;
    }

    @Test
    void s14_anEmptyDataFile() throws IOException {
        Files.write(copied(), new byte[0]);
        assertRefused("damaged", "data.mdb is empty");
    }

    @Test
    void s14_aMissingDataFile() throws IOException {
        Files.delete(copied());
        assertRefused("damaged", "data.mdb is missing");
    }

    @ParameterizedTest
    @CsvSource({"half", "a page", "half a page", "all but the meta pages", "all but a byte", "meta"})
    void s14_aCutTail(String what) throws Exception {
        Path data = copied();
        List<Long> used = LmdbFile.usedPages(data);
        long needed = (used.get(used.size() - 1) + 1) * StorePages.PAGE;
        LmdbFile.cut(
                data,
                switch (what) {
                    case "half" -> needed / 2;
                    case "a page" -> needed - StorePages.PAGE;
                    case "half a page" -> needed - StorePages.PAGE / 2;
                    case "all but the meta pages" -> 2 * StorePages.PAGE;
                    case "all but a byte" -> 1;
                    default -> StorePages.PAGE + 100;
                });
        assertRefused("cut");
    }

    @ParameterizedTest
    @CsvSource({"0, does not begin", "20, does not begin", "30, other lines", "70, check sum", "104, check sum"})
    void s14_aFlippedByteOfTheManifest(int at, String why) throws IOException {
        copied();
        Path manifest = store().resolve(StoreFolder.MANIFEST);
        byte[] bytes = Files.readAllBytes(manifest);
        bytes[at] = (byte) (bytes[at] == 'a' ? 'b' : at >= 60 ? 'a' : 'x');
        Files.write(manifest, bytes);
        assertRefused("damaged", "FEEDHUB", why);
    }

    @ParameterizedTest
    @CsvSource({
        "NEWEST_META, 16",
        "NEWEST_META, 20",
        "NEWEST_META, 40",
        "NEWEST_META, 88",
        "NEWEST_META, 128",
        "NEWEST_META, 144",
        "OLDER_META, 16",
        "OLDER_META, 20",
        "OLDER_META, 40",
        "OLDER_META, 144",
        "MAIN_LEAF, 0",
        "MAIN_LEAF, 10",
        "MAIN_LEAF, 12",
        "MAIN_LEAF, 14",
        "MAIN_LEAF, 4090"
    })
    void s14_aFlippedByteOfAPageThatTheOpeningReads(Kind kind, int at) throws IOException {
        Path data = copied();
        long position = page(kind) * StorePages.PAGE + at;
        byte[] bytes = Files.readAllBytes(data);
        LmdbFile.patch(data, position, new byte[] {(byte) (bytes[(int) position] ^ 0x55)});
        assertRefused("cannot be opened");
    }

    @ParameterizedTest
    @CsvSource({"NEWEST_META", "OLDER_META", "MAIN_LEAF", "LOG_BRANCH", "INDEX_BRANCH", "EPOCHS_LEAF", "FREE_LIST_LEAF"
    })
    void s14_aZeroedPageThatTheOpeningReads(Kind kind) throws IOException {
        LmdbFile.patch(copied(), page(kind) * StorePages.PAGE, new byte[StorePages.PAGE]);
        assertRefused("cannot be opened");
    }

    private static long page(Kind kind) {
        return pages.getOrDefault(kind, List.of()).get(0);
    }

    @Test
    void s14_anotherProgramsDataFile() throws IOException {
        anotherProgram(store(), "people");
        assertRefused("is not a Feedhub store", "data.mdb");
    }

    @ParameterizedTest
    @CsvSource({"people", "log"})
    void s14_anotherProgramsDataFileBesideAManifest(String tree) throws IOException {
        copied();
        Files.delete(data());
        anotherProgram(store(), tree);
        Files.deleteIfExists(store().resolve(StoreFolder.LMDB_LOCK));
        assertRefused("it has no tree", "another program's");
    }

    private static void anotherProgram(Path folder, String tree) throws IOException {
        Files.createDirectories(folder);
        try (Env<byte[]> env = Env.create(ByteArrayProxy.PROXY_BA)
                .setMapSize(1 << 20)
                .setMaxDbs(2)
                .open(folder.toFile())) {
            Dbi<byte[]> people = env.openDbi(tree, DbiFlags.MDB_CREATE);
            for (int i = 0; i < 100; i++) {
                people.put(("name " + i).getBytes(StandardCharsets.UTF_8), new byte[100]);
            }
        }
    }

    @Test
    void s14_aNewerFormat() throws IOException {
        copied();
        Path manifest = store().resolve(StoreFolder.MANIFEST);
        Files.writeString(manifest, "feedhub store\nformat 2\nwhatever follows");
        assertRefused("format 2", "reads 1", "later release");
    }

    @Test
    void s14_theOtherByteOrderInTheManifest() throws IOException {
        copied();
        Files.write(store().resolve(StoreFolder.MANIFEST), new Manifest(true, "0".repeat(32)).bytes());
        assertRefused("big-endian", "read where it was written");
    }

    @Test
    void s14_theOtherByteOrderInTheDataFile() throws IOException {
        Path data = copied();
        byte[] bytes = Files.readAllBytes(data);
        for (int at : new int[] {16, StorePages.PAGE + 16}) {
            LmdbFile.patch(data, at, LmdbFile.reversed(java.util.Arrays.copyOfRange(bytes, at, at + 4)));
        }
        assertRefused("the other byte order");
    }
}
