package dev.feedhub.store.lmdb;

import static dev.feedhub.store.lmdb.LmdbFile.bytes;
import static dev.feedhub.store.lmdb.LmdbFile.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.store.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.CopyFlags;
import org.lmdbjava.Txn;

/** A store is verified as of one moment, whoever writes meanwhile. */
@Timeout(120)
class StoreVerifierTest {
    private static final Context CTX = Context.background();

    @TempDir
    Path folder;

    @Test
    void aStoreThatIsBeingWrittenIsSound() throws Exception {
        try (LmdbFile file = LmdbFile.openSynced(folder)) {
            file.write(txn -> {
                for (int i = 0; i < 3_000; i++) {
                    file.index.put(txn, key(i), bytes(40, i));
                }
            });
            Thread writer = new Thread(() -> overwrite(file));
            writer.start();
            try {
                long first = transaction(file);
                for (int i = 0; i < 200 || transaction(file) < first + 1_000; i++) {
                    assertEquals(List.of(), verify(file).problems(), "time " + i);
                }
            } finally {
                writer.interrupt();
                writer.join();
            }
        }
    }

    @Test
    void theStateOfAnOlderTransactionIsLookedForAgain() throws IOException {
        try (LmdbFile file = LmdbFile.open(folder)) {
            int[] calls = {0};
            Verification found = StoreVerifier.verify(CTX, file.data, work -> {
                try (Txn<byte[]> txn = file.env.txnRead()) {
                    for (int i = ++calls[0]; i < 4; i++) { // the first two times the meta page is gone
                        int round = i;
                        file.write(write -> file.log.put(write, key(round), bytes(10, round)));
                    }
                    return work.apply(txn.getId());
                }
            });
            assertEquals(List.of(), found.problems());
            assertEquals(3, calls[0], "transactions that were begun");
        }
    }

    @Test
    void damageOfATreeIsTold() throws Exception {
        Path data = LmdbFile.small(folder);
        long newest;
        long leaf;
        try (PageFile file = PageFile.open(data)) {
            Snapshot snapshot = new Snapshot(file, Metas.read(file).newest());
            newest = snapshot.meta().transactionId();
            TreeRecord index = new TreeLookup(snapshot).tree("index").orElseThrow();
            leaf = TreePage.read(snapshot, index.root(), false).child(1);
        }
        LmdbFile.patch(data, leaf * 4_096, new byte[16]);
        Verification found = StoreVerifier.verify(CTX, data, work -> work.apply(newest));
        assertEquals(
                List.of("the tree \"index\": page " + leaf + " (at byte " + leaf * 4_096 + ") bears the number 0"),
                found.problems());
    }

    @Test
    void aFileThatCannotBeMappedIsAProblemAndLmdbIsNotCalled() throws IOException {
        Path data = Files.write(folder.resolve("data.mdb"), bytes(10_000, 1));
        Verification found = StoreVerifier.verify(CTX, data, work -> {
            throw new AssertionError("LMDB was called");
        });
        assertEquals(1, found.problems().size());
        assertTrue(found.problems().get(0).contains("not a data file of LMDB"), found.problems()::toString);
    }

    @Test
    void aContextThatIsDoneEndsIt() throws IOException {
        Path data = LmdbFile.small(folder);
        Context done = CTX.withTimeout(Duration.ZERO);
        assertThrows(DeadlineExceededException.class, () -> StoreVerifier.verify(done, data, work -> work.apply(1)));
    }

    @Test
    void copiesOfLmdbAreSound() throws IOException {
        LmdbFile.small(folder);
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Path compacted = Files.createDirectory(folder.resolve("compacted"));
        try (LmdbFile file = LmdbFile.open(folder)) {
            file.env.copy(plain.toFile());
            file.env.copy(compacted.toFile(), CopyFlags.MDB_CP_COMPACT);
        }
        for (Path copy : List.of(plain, compacted)) {
            Path data = copy.resolve("data.mdb");
            assertEquals(List.of(), LmdbFile.problems(data));
            try (LmdbFile file = LmdbFile.open(copy)) {
                file.write(txn -> file.log.put(txn, key(9), bytes(9, 9)));
            }
            assertEquals(List.of(), LmdbFile.problems(data));
        }
        assertTrue(Files.size(compacted.resolve("data.mdb")) < Files.size(plain.resolve("data.mdb")));
    }

    private static Verification verify(LmdbFile file) {
        return StoreVerifier.verify(CTX, file.data, work -> {
            try (Txn<byte[]> txn = file.env.txnRead()) {
                return work.apply(txn.getId());
            }
        });
    }

    private static long transaction(LmdbFile file) {
        try (Txn<byte[]> txn = file.env.txnRead()) {
            return txn.getId();
        }
    }

    private static void overwrite(LmdbFile file) {
        for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
            int round = i;
            file.write(txn -> {
                for (int j = 0; j < 20; j++) {
                    file.index.put(txn, key((round * 37 + j * 131) % 3_000), bytes(40, round));
                }
                file.log.put(txn, key(round % 50), bytes(round % 20_000, round));
                file.log.delete(txn, key((round + 25) % 50));
            });
        }
    }
}
