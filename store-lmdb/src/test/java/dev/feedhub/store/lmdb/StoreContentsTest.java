package dev.feedhub.store.lmdb;

import static dev.feedhub.store.lmdb.LmdbFile.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.LabelFilter;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.Verification;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.Txn;

/** Log, index, epochs and state of a store fit together, or what does not is told. */
@Timeout(60)
class StoreContentsTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private static final DiskRetention KEEP_ALL =
            new DiskRetention(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofDays(36_500));

    @TempDir
    Path folder;

    @Test
    void aStoreThatNothingWasAppendedToIsSound() {
        write(1, 0);
        assertEquals(List.of(), verify().problems());
    }

    @Test
    void aStoreIsSoundAfterAppendsOfAllSizesAndTrims() {
        for (int epoch = 1; epoch <= 12; epoch++) {
            write(epoch, 300);
            Verification found = verify();
            assertEquals(List.of(), found.problems(), "after epoch " + epoch);
            assertEquals(300L * epoch, found.span().newest().position());
            assertEquals(found.span().newest().position() - found.span().floor().position(), found.records());
            long file = folder.resolve("data.mdb").toFile().length();
            assertTrue(found.bytes() > file / 4 && found.bytes() <= file, () -> found.bytes() + " bytes of " + file);
            trim(epoch, epoch * 250L);
            assertEquals(List.of(), verify().problems(), "trimmed after epoch " + epoch);
        }
        trim(12, 3_600);
        assertEquals(List.of(), verify().problems(), "all trimmed");
    }

    @Test
    void aBlockThatIsMissingIsTold() throws IOException {
        assertTold("the log", (file, txn) -> file.log.delete(txn, middle(txn, file.log)));
    }

    @Test
    void anEntryOfTheIndexThatIsMissingIsTold() throws IOException {
        assertTold("the index", (file, txn) -> file.index.delete(txn, middle(txn, file.index)));
    }

    @Test
    void anEntryOfTheIndexTooManyIsTold() throws IOException {
        byte[] entry = LabelKey.of("never").entry(new BlockKey(1, 0));
        assertTold("the index", (file, txn) -> file.index.put(txn, entry, new byte[0]));
    }

    @Test
    void theFirstEpochMissingIsTold() throws IOException {
        assertTold("the epochs", (file, txn) -> file.epochs.delete(txn, LmdbFile.key(1)));
    }

    @Test
    void aChangedByteOfABlockIsTold() throws IOException {
        for (int at = 0; at < 4_000; at += 199) {
            int changed = at;
            assertTold("the log", (file, txn) -> {
                byte[] key = middle(txn, file.log);
                byte[] block = file.log.get(txn, key);
                block[changed] ^= 1;
                file.log.put(txn, key, block);
            });
        }
    }

    @Test
    void aStoreIsSoundAgainWhenItsDamagedBlockWasRemoved() throws IOException {
        write(1, 300);
        long[] next = {0};
        tamper((file, txn) -> {
            BlockKey listed = LabelKey.block(middle(txn, file.index));
            byte[] block = file.log.get(txn, listed.encoded());
            block[BlockLayout.RECORDS] ^= 1;
            file.log.put(txn, listed.encoded(), block);
            next[0] = listed.position() + 100;
        });
        assertTrue(verify().problems().size() > 0);
        trim(1, next[0]);
        assertEquals(List.of(), verify().problems());
        trim(1, 300);
        assertEquals(List.of(), verify().problems(), "all trimmed");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5 * UnlistedBlocks.MOST})
    void blocksThatAreRemovedLeaveNothingInTheIndex(int kept) throws IOException {
        appendBlocks(new DiskRetention(kept, Long.MAX_VALUE, DiskRetention.FOREVER), 20 * UnlistedBlocks.MOST);
        try (LmdbFile file = LmdbFile.open(folder);
                Txn<byte[]> txn = file.env.txnRead()) {
            long entries = file.index.stat(txn).entries;
            assertTrue(entries <= kept + 2, () -> entries + " entries, the end among them");
        }
        assertEquals(List.of(), verify().problems());
    }

    @Test
    void blocksBelowTheFloorAreGoneAtOnce() throws IOException {
        int blocks = 2 * UnlistedBlocks.MOST + 8;
        appendBlocks(KEEP_ALL, blocks);
        for (int floor = 1; floor <= blocks; floor++) {
            trim(1, floor);
            try (LmdbFile file = LmdbFile.open(folder);
                    Txn<byte[]> txn = file.env.txnRead()) {
                assertEquals(blocks - floor, file.log.stat(txn).entries, "blocks above " + floor);
            }
        }
    }

    @Test
    void aDamagedBlockKeepsNoCountFromBeingKept() throws IOException {
        appendBlocks(KEEP_ALL, 10);
        tamper((file, txn) -> {
            byte[] key = middle(txn, file.log);
            byte[] block = file.log.get(txn, key);
            block[BlockLayout.RECORDS] ^= 1;
            file.log.put(txn, key, block);
        });
        appendBlocks(new DiskRetention(4, Long.MAX_VALUE, DiskRetention.FOREVER), 1);
        Verification found = verify();
        assertEquals(List.of(), found.problems());
        assertEquals(4, found.records());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBlockThatIsMissingAtTheEndIsToldToWhoReads(boolean descending) throws IOException {
        appendBlocks(KEEP_ALL, 10);
        tamper((file, txn) -> file.log.delete(txn, fromLast(txn, file.log, descending ? 9 : 0)));
        ReadRequest all = new ReadRequest(null, null, LabelFilter.any(), descending, 100, Long.MAX_VALUE);
        try (Environment environment = open(Access.READ)) {
            assertThrows(
                    DamagedBlockException.class,
                    () -> environment.read(txn -> new PageScan(new LogView(txn), all).page(Context.background())));
        }
    }

    @Test
    void aKeyOfABlockThatTheIndexHasNotYetIsToldToWhoAppends() throws IOException {
        appendBlocks(KEEP_ALL, 2 * UnlistedBlocks.MOST + 8);
        Path data = folder.resolve("data.mdb");
        byte[] sound = Files.readAllBytes(data);
        for (int fromLast = 1; fromLast < 8; fromLast++) {
            int wrong = fromLast;
            tamper((file, txn) -> {
                byte[] key = fromLast(txn, file.log, wrong);
                byte[] block = file.log.get(txn, key);
                file.log.delete(txn, key);
                key[BlockKey.BYTES - 1] ^= 1; // another part, in the same place
                file.log.put(txn, key, block);
            });
            assertThrows(DamagedBlockException.class, () -> appendBlocks(KEEP_ALL, 1), "from the last: " + wrong);
            Files.write(data, sound);
        }
    }

    @Test
    void aBlockThatTheIndexHasNotYetAndIsMissingIsToldToWhoAppends() throws IOException {
        appendBlocks(KEEP_ALL, 8);
        Path data = folder.resolve("data.mdb");
        byte[] sound = Files.readAllBytes(data);
        for (int fromLast = 1; fromLast < 8; fromLast++) {
            int missing = fromLast;
            tamper((file, txn) -> file.log.delete(txn, fromLast(txn, file.log, missing)));
            assertThrows(DamagedBlockException.class, () -> appendBlocks(KEEP_ALL, 1), "from the last: " + missing);
            Files.write(data, sound);
        }
    }

    @Test
    void aFirstKeyOfTheLogThatIsWrongHidesNothingThatIsAppended() throws IOException {
        appendBlocks(KEEP_ALL, 3 * UnlistedBlocks.MOST);
        tamper((file, txn) -> {
            byte[] key = fromLast(txn, file.log, 3 * UnlistedBlocks.MOST - 1);
            byte[] value = file.log.get(txn, key);
            file.log.delete(txn, key);
            key[7] = 0; // in place of position 1
            file.log.put(txn, key, value);
        });
        appendBlocks(KEEP_ALL, 2 * UnlistedBlocks.MOST);
        try (LmdbFile file = LmdbFile.open(folder);
                Txn<byte[]> txn = file.env.txnRead()) {
            assertTrue(file.index.stat(txn).entries > 4 * UnlistedBlocks.MOST);
        }
    }

    /** The key of an entry of a tree, counted from the last. */
    private static byte[] fromLast(Txn<byte[]> txn, Dbi<byte[]> tree, int steps) {
        try (Cursor<byte[]> cursor = tree.openCursor(txn)) {
            assertTrue(cursor.last());
            for (int step = 0; step < steps; step++) {
                assertTrue(cursor.prev());
            }
            return cursor.key().clone();
        }
    }

    /** Appends records that take a block each, and have a label each. */
    private void appendBlocks(DiskRetention retention, int blocks) {
        try (Environment environment = open(Access.WRITE)) {
            LogWriter writer = new LogWriter(environment, retention, 1);
            for (int block = 0; block < blocks; block++) {
                byte[] payload = new byte[BlockLayout.CAPACITY - 100];
                writer.append(List.of(new Record(NOW, "label/" + block, payload)), NOW);
            }
        }
    }

    private interface Tampering {
        void in(LmdbFile file, Txn<byte[]> txn);
    }

    /** Changes a sound store behind its back, in a transaction that seals its state as a store does. */
    private void assertTold(String where, Tampering tampering) throws IOException {
        Path data = folder.resolve("data.mdb");
        if (!data.toFile().exists()) {
            for (int epoch = 1; epoch <= 3; epoch++) {
                write(epoch, 200);
            }
        }
        byte[] sound = Files.readAllBytes(data);
        assertEquals(List.of(), verify().problems());
        tamper(tampering);
        List<String> problems = verify().problems();
        assertTrue(problems.stream().anyMatch(problem -> problem.startsWith(where)), problems::toString);
        Files.write(data, sound);
    }

    private void tamper(Tampering tampering) throws IOException {
        try (LmdbFile file = LmdbFile.open(folder);
                Txn<byte[]> txn = file.env.txnWrite()) {
            tampering.in(file, txn);
            byte[] key = StateSeal.KEY.getBytes(StandardCharsets.US_ASCII);
            ByteBuffer state = ByteBuffer.wrap(file.main.get(txn, key)).order(ByteOrder.LITTLE_ENDIAN);
            state.putLong(4, txn.getId()).putInt(0, BlockLayout.checksum(state.slice(4, state.capacity() - 4)));
            file.main.put(txn, key, state.array());
            txn.commit();
        }
    }

    /** The key of the second entry of a tree. */
    private static byte[] middle(Txn<byte[]> txn, Dbi<byte[]> tree) {
        try (Cursor<byte[]> cursor = tree.openCursor(txn)) {
            assertTrue(cursor.first() && cursor.next());
            return cursor.key().clone();
        }
    }

    private Verification verify() {
        return StoreVerifier.verify(Context.background(), folder.resolve("data.mdb"), work -> {
            try (Environment environment = open(Access.READ)) {
                return environment.<Optional<Verification>>read(txn -> work.apply(txn.id()));
            }
        });
    }

    private void write(long epoch, int records) {
        Random random = new Random(epoch);
        try (Environment environment = open(Access.WRITE)) {
            LogWriter writer = new LogWriter(environment, KEEP_ALL, epoch);
            writer.open();
            for (int left = records; left > 0; left -= 10) {
                List<Record> batch = new ArrayList<>();
                for (int i = 0; i < Math.min(10, left); i++) {
                    int length = random.nextInt(6) == 0 ? random.nextInt(60_000) : random.nextInt(500);
                    String label = "label/" + random.nextInt(40) + "/" + "x".repeat(random.nextInt(3) * 40);
                    batch.add(new Record(NOW, label, random.nextInt(9) == 0 ? null : bytes(length, random.nextLong())));
                }
                writer.append(batch, NOW);
            }
        }
    }

    private void trim(long epoch, long through) {
        try (Environment environment = open(Access.WRITE)) {
            new LogWriter(environment, KEEP_ALL, epoch).trim(through, NOW);
        }
    }

    private Environment open(Access access) {
        return Environment.open(folder, access, Durability.META, 1 << 28);
    }
}
