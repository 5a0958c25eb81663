package dev.feedhub.store.lmdb;

import static dev.feedhub.store.lmdb.LmdbFile.bytes;
import static dev.feedhub.store.lmdb.LmdbFile.key;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmdbjava.Txn;

/** What is not a whole data file of LMDB is refused by name before LMDB maps it. */
@Timeout(60)
class PreflightTest {
    @TempDir
    Path folder;

    @Test
    void s14_aMissingFileIsRefused() {
        assertRefused(folder.resolve("data.mdb"), "cannot be read");
    }

    @Test
    void s14_aFolderIsRefused() {
        assertRefused(folder, "cannot be read");
    }

    @Test
    void s14_anEmptyFileIsRefused() throws IOException {
        assertRefused(Files.createFile(folder.resolve("data.mdb")), "it is empty");
    }

    @Test
    void s14_aFileOfAnotherProgramIsRefused() throws IOException {
        Path data = folder.resolve("data.mdb");
        assertRefused(Files.writeString(data, "no database, and short"), "not a data file of LMDB");
        assertRefused(Files.write(data, bytes(100_000, 1)), "not a data file of LMDB");
        assertRefused(Files.write(data, new byte[100_000]), "not a data file of LMDB");
    }

    @Test
    void s14_theOtherByteOrderIsNamed() throws IOException {
        Path data = LmdbFile.small(folder);
        for (long magicAt : new long[] {16, 4_096 + 16}) {
            LmdbFile.patch(data, magicAt, LmdbFile.reversed(read(data, magicAt, 4)));
        }
        assertRefused(data, "the other byte order");
    }

    @Test
    void s14_anotherVersionOfTheFormatIsRefused() throws IOException {
        Path data = LmdbFile.small(folder);
        LmdbFile.patch(data, 4_096 + 20, new byte[] {2});
        assertRefused(data, "meta page 1 is damaged: the version of the format");
    }

    @Test
    void s14_theMetaPageOfAnEarlierTransactionIsRefused() throws IOException {
        Path data = LmdbFile.small(folder);
        MetaPage newest = newest(data);
        long at = newest.number() * 4_096L + 88; // the record of the main tree
        byte[] older = read(data, (1 - newest.number()) * 4_096L + 88, 48);
        LmdbFile.patch(data, at, older);
        assertRefused(data, "it leads to the state of transaction " + (newest.transactionId() - 1));
    }

    @Test
    void s14_aFileThatWasCutIsRefusedUnlessOnlyFreePagesAreGone() throws Exception {
        Path data = LmdbFile.small(folder);
        List<Long> used = LmdbFile.usedPages(data);
        long lastUsed = used.get(used.size() - 1);
        List<Long> wrong = new ArrayList<>();
        for (long length = data.toFile().length(); length >= 0; length -= 2_048) {
            LmdbFile.cut(data, length);
            boolean whole = length >= (lastUsed + 1) * 4_096;
            if (refused(data) == whole) {
                wrong.add(length);
            }
        }
        assertEquals(List.of(), wrong, "lengths that were taken for the wrong thing");
    }

    @ParameterizedTest
    @EnumSource(names = {"MAIN_LEAF", "INDEX_BRANCH", "LOG_LEAF", "EPOCHS_LEAF", "FREE_LIST_LEAF"})
    void s14_aRootOfAnotherKindIsRefused(StorePages.Kind root) throws IOException {
        Path data = LmdbFile.small(folder);
        LmdbFile.patch(data, PageBytes.page(data, root) + PageHeader.FLAGS_AT, PageBytes.bytes((short) 4));
        assertRefused(data, "is damaged: its kind is 4, not ");
    }

    @Test
    void s14_aNamedTreeThatCannotBeSoIsRefused() throws IOException {
        Path data = LmdbFile.small(folder);
        long record = PageBytes.node(data, PageBytes.page(data, StorePages.Kind.MAIN_LEAF), 1) + 8 + "index".length();
        LmdbFile.patch(data, record + TreeRecord.FLAGS, PageBytes.bytes((short) 8));
        assertRefused(data, "the tree \"index\" has the flags 8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "index", "epochs"})
    void s14_aTreeWithEntriesAndNoStateIsRefused(String tree) throws IOException {
        try (LmdbFile file = LmdbFile.open(folder)) {
            try (Txn<byte[]> txn = file.env.txnWrite()) {
                file.env.openDbi(txn, tree.getBytes(US_ASCII), null, false).put(txn, key(1), bytes(8, 1));
                txn.commit();
            }
        }
        assertRefused(folder.resolve("data.mdb"), "it has no state record, and trees that are not empty");
    }

    @Test
    void aMainTreeOfSeveralPagesIsLookedThrough() throws IOException {
        try (LmdbFile file = LmdbFile.open(folder)) {
            file.write(txn -> {
                for (int i = 0; i < 100; i++) { // among the names of the trees, and on either side
                    file.main.put(txn, bytes(100, i), bytes(100, i));
                }
            });
        }
        Path data = folder.resolve("data.mdb");
        assertTrue(newest(data).mainTree().depth() > 1);
        Preflight.check(data);
    }

    @Test
    void anInterruptedThreadCanCheck() throws IOException {
        Path data = LmdbFile.small(folder);
        Thread.currentThread().interrupt();
        Preflight.check(data);
        assertTrue(Thread.interrupted(), "the interrupt is kept");
    }

    @Test
    void aFileThatIsBeingWrittenPasses() throws Exception {
        try (LmdbFile file = LmdbFile.openSynced(folder)) {
            file.write(txn -> file.log.put(txn, key(0), bytes(8, 0)));
            Thread writer = new Thread(() -> {
                for (int i = 1; !Thread.currentThread().isInterrupted(); i++) {
                    int round = i;
                    file.write(txn -> file.log.put(txn, key(round % 500), bytes(round % 6_000, round)));
                }
            });
            writer.start();
            try {
                long from = newest(file.data).transactionId();
                for (int i = 0; i < 3_000; i++) {
                    Preflight.check(file.data);
                }
                assertTrue(newest(file.data).transactionId() > from, "it was written meanwhile");
            } finally {
                writer.interrupt();
                writer.join();
            }
        }
    }

    private static MetaPage newest(Path data) throws IOException {
        try (PageFile file = PageFile.open(data)) {
            return Metas.read(file).newest();
        } catch (DamagedFileException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] read(Path data, long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "r")) {
            file.seek(at);
            file.readFully(bytes);
        }
        return bytes;
    }

    private static boolean refused(Path data) {
        try {
            Preflight.check(data);
            return false;
        } catch (StoreException e) {
            return true;
        }
    }

    private static void assertRefused(Path data, String why) {
        StoreException e = assertThrows(StoreException.class, () -> Preflight.check(data));
        assertEquals(StoreException.Outcome.NOT_STORED, e.outcome());
        assertTrue(("" + e.getMessage()).contains(why), e.getMessage());
        assertTrue(("" + e.getMessage()).contains(data.toString()), e.getMessage());
    }
}
