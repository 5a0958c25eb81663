package dev.feedhub.store.lmdb;

import static dev.feedhub.store.lmdb.LmdbFile.bytes;
import static dev.feedhub.store.lmdb.LmdbFile.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.CopyFlags;

/** A store is verified as of one moment, whoever writes meanwhile. */
@Timeout(120)
class StoreVerifierTest {
    private static final Context CTX = Context.background();

    @TempDir
    Path folder;

    @Test
    void aStoreThatIsBeingWrittenIsSound() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        long bound = 2L * UnlistedBlocks.MOST * BlockLayout.CAPACITY; // of twice the blocks that are listed at once
        try (Store store = Stores.write(folder, Map.of("feedhub.store.lmdb.maxBytes", "" + bound))) {
            Random random = new Random(1);
            while (store.span(CTX).floor().position() == 0) {
                append(store, random);
            }
            long before = store.span(CTX).newest().position();
            long least = before + 20 * UnlistedBlocks.MOST; // of more blocks than are listed at once
            FutureTask<Long> writer = new FutureTask<>(() -> {
                long newest = before;
                while (!stop.get() || newest < least) {
                    newest = append(store, random);
                }
                return newest;
            });
            new Thread(writer).start();
            try {
                for (int i = 0; i < 100; i++) {
                    assertEquals(List.of(), verify().problems(), "time " + i);
                }
                long meanwhile = store.span(CTX).newest().position() - before;
                assertTrue(meanwhile > 100, "positions appended meanwhile: " + meanwhile);
            } finally {
                stop.set(true);
            }
            writer.get();
            ListedBlocksRemoved.check(folder, 1);
        }
    }

    @Test
    void theStateOfAnOlderTransactionIsLookedForAgain() {
        try (Store store = Stores.write(folder)) {
            append(store, new Random(1));
            int[] calls = {0};
            Path data = folder.resolve("store/data.mdb");
            Verification found = StoreVerifier.verify(CTX, data, work -> {
                int commits = ++calls[0] < 3 ? 2 : 0; // the first two times the meta page is gone
                try (Environment environment = environment()) {
                    return environment.read(txn -> {
                        CompletableFuture.runAsync(() -> {
                                    for (int i = 0; i < commits; i++) {
                                        append(store, new Random(i));
                                    }
                                })
                                .join();
                        return work.apply(txn.id());
                    });
                }
            });
            assertEquals(List.of(), found.problems());
            assertEquals(3, calls[0], "transactions that were begun");
        }
    }

    @Test
    void aMetaPageThatIsGoneAtEachAttemptIsTold() throws IOException {
        Path data = LmdbFile.small(folder);
        Verification found = StoreVerifier.verify(CTX, data, work -> work.apply(1));
        assertEquals(
                List.of(
                        "no meta page (pages 0 and 1) of " + data
                                + " is of the transaction that LMDB reads, at any of 1000 attempts; verify it while nobody writes"),
                found.problems());
    }

    @Test
    void theBytesAreThoseOfThePagesInUse() throws Exception {
        Path data = SampleStore.make(folder).resolve("data.mdb");
        Verification found = new LmdbStoreProvider().verify(CTX, Stores.config(folder, Access.READ, Map.of()));
        long pages = (long) MetaPage.COUNT + LmdbFile.usedPages(data).size();
        assertEquals(pages * StorePages.PAGE, found.bytes());
    }

    @Test
    void damageOfATreeIsTold() throws Exception {
        Path data = SampleStore.make(folder).resolve("data.mdb");
        long leaf = StorePages.of(data)
                .getOrDefault(StorePages.Kind.INDEX_LEAF, List.of())
                .get(0);
        LmdbFile.patch(data, leaf * StorePages.PAGE, new byte[16]);
        List<String> problems = new LmdbStoreProvider()
                .verify(CTX, Stores.config(folder, Access.READ, Map.of()))
                .problems();
        String told =
                "the tree \"index\": page " + leaf + " (at byte " + leaf * StorePages.PAGE + ") bears the number 0";
        assertTrue(problems.contains(told), problems::toString);
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

    private Verification verify() {
        return new LmdbStoreProvider().verify(CTX, Stores.config(folder, Access.READ, Map.of()));
    }

    private Environment environment() {
        return Environment.open(folder.resolve("store"), Access.READ, LmdbSettings.Durability.COMMIT, 1 << 30);
    }

    /** Appends records of three labels, and gives the newest position. */
    private static long append(Store store, Random random) {
        List<Record> batch = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            batch.add(new Record(Instant.EPOCH, "label/" + i % 3, new byte[random.nextInt(2_000)]));
        }
        return store.append(CTX, batch).last().position();
    }
}
