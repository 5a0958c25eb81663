package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.StorePages.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damage within a block: the store opens, whoever reads the block is told, and nobody else is kept from anything. */
@Timeout(60)
class DamagedBlockTest {
    private static final Context CTX = Context.background();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path sample;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    /** A part of a block that a checksum covers. */
    enum Part {
        CHECKSUM(0),
        KEY(8),
        RECORDS(20),
        TIME(40),
        RESERVED(52),
        OFFSET(56),
        BODY(64),
        LABEL_TABLE(0);

        private final int at;

        Part(int at) {
            this.at = at;
        }

        private int in(ByteBuffer block) {
            return this == LABEL_TABLE ? 64 + block.getInt(BlockLayout.BODY_LENGTH) + 7 : at;
        }
    }

    @BeforeAll
    static void makeSample() {
        SampleStore.make(sample);
    }

    private Path store() {
        return folder.resolve("store");
    }

    private byte[] copied() throws IOException {
        SampleStore.copy(sample.resolve("store"), store());
        return Files.readAllBytes(store().resolve(StoreFolder.DATA));
    }

    /** A block in the middle of the log, or the last. */
    private static int block(byte[] bytes, Path data, boolean last) {
        List<Long> blocks = StorePages.of(data).getOrDefault(Kind.BLOCK, List.of());
        long page = blocks.get(last ? blocks.size() - 1 : blocks.size() / 2);
        assertTrue(bytes.length > page * StorePages.PAGE);
        return (int) page * StorePages.PAGE + PageHeader.BYTES;
    }

    private static ByteBuffer view(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes, at, bytes.length - at).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void flip(byte[] bytes, int at) throws IOException {
        bytes[at] ^= 0x10;
        Files.write(store().resolve(StoreFolder.DATA), bytes);
    }

    private void assertTold(StoreException told) {
        String message = String.valueOf(told.getMessage());
        assertEquals(Outcome.NOT_STORED, told.outcome());
        assertTrue(message.contains("the store in " + store() + " is damaged"), message);
        assertTrue(message.contains("block"), message);
    }

    @Test
    void s14_aBlockThatIsDamagedBeforeTheIndexHasItIsToldToWhoReadsAnyLabel() throws IOException {
        appendBlocks("old", 4);
        byte[] bytes = Files.readAllBytes(store().resolve(StoreFolder.DATA));
        flip(bytes, block(bytes, store().resolve(StoreFolder.DATA), false) + BlockLayout.RECORDS);
        appendBlocks("new", UnlistedBlocks.MOST);
        try (Store store = Stores.write(folder)) {
            for (String label : List.of("old", "new", "neither")) {
                assertTold(assertThrows(
                        StoreException.class,
                        () -> store.read(
                                CTX, new ReadRequest(null, null, LabelFilter.exactly(label), false, 100, 1 << 20)),
                        label));
            }
        }
    }

    @Test
    void s14_theBlockBeforeADamagedOneIsKeptAsLongAsItsRecordsCount() throws IOException {
        appendBlocks("any", 4);
        Path data = store().resolve(StoreFolder.DATA);
        byte[] bytes = Files.readAllBytes(data);
        long second = StorePages.of(data).getOrDefault(Kind.BLOCK, List.of()).get(1);
        flip(bytes, (int) second * StorePages.PAGE + PageHeader.BYTES + BlockLayout.RECORDS);
        try (Store store = Stores.write(folder, Map.of("feedhub.store.lmdb.maxEntries", "5"))) {
            SampleStore.append(store, 5, 1);
            ReadRequest oldest = new ReadRequest(null, null, LabelFilter.any(), false, 1, 1);
            assertEquals(1, store.read(CTX, oldest).records().get(0).cursor().position());
            SampleStore.append(store, 6, 1);
            assertEquals(1, store.span(CTX).floor().position());
            assertTold(assertThrows(StoreException.class, () -> store.read(CTX, oldest)));
        }
    }

    private void appendBlocks(String label, int blocks) {
        try (Store store = Stores.write(folder)) {
            for (int block = 0; block < blocks; block++) {
                store.append(CTX, List.of(new Record(Instant.EPOCH, label, new byte[BlockLayout.CAPACITY - 100])));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void s14_aFlippedByteInTheMiddleIsToldToWhoReadsIt(Part part) throws IOException {
        byte[] bytes = copied();
        int at = block(bytes, store().resolve(StoreFolder.DATA), false);
        ByteBuffer block = view(bytes, at);
        long first = block.getLong(BlockLayout.POSITION) + (block.getInt(BlockLayout.PART) == 0 ? 0 : 1);
        int records = block.getInt(BlockLayout.RECORDS);
        flip(bytes, at + part.in(block));
        for (Access access : Access.values()) {
            try (Store store = Stores.open(folder, access, Map.of())) {
                assertTold(assertThrows(
                        StoreException.class, () -> SampleStore.positions(store, LabelFilter.any(), false)));
                assertTold(assertThrows(
                        StoreException.class, () -> SampleStore.positions(store, LabelFilter.any(), true)));
                assertEquals(List.of(first + records + 1), readOne(store, first + records + 1));
                assertEquals(SampleStore.NEWEST, store.span(CTX).newest().position());
            }
        }
        goOn();
    }

    /** What is behind the block can be appended to, and with the block removed all is well. */
    private void goOn() {
        try (Store store = Stores.write(folder)) {
            SampleStore.append(store, SampleStore.NEWEST + 1, 10);
            store.trim(CTX, SampleStore.NEWEST - 5);
            SampleStore.assertSound(store, SampleStore.NEWEST - 5, SampleStore.NEWEST + 10);
        }
    }

    private static List<Long> readOne(Store store, long position) {
        Cursor cursor = new Cursor(position, store.span(CTX).newest().epoch());
        return store
                .read(CTX, new ReadRequest(new Query.Bound(cursor, true), null, LabelFilter.any(), false, 1, 1))
                .records()
                .stream()
                .map(stored -> stored.cursor().position())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void s14_aFlippedByteInTheLastBlockKeepsWritersAway(Part part) throws IOException {
        byte[] bytes = copied();
        int at = block(bytes, store().resolve(StoreFolder.DATA), true);
        flip(bytes, at + part.in(view(bytes, at)));
        Map<String, Integer> before = SampleStore.hashes(store());
        for (int opening = 0; opening < 2; opening++) { // the first leaves nothing open
            assertTold(assertThrows(StoreException.class, () -> Stores.write(folder)));
        }
        assertEquals(before.get(StoreFolder.DATA), SampleStore.hashes(store()).get(StoreFolder.DATA));
        try (Store store = Stores.read(folder)) {
            assertTold(
                    assertThrows(StoreException.class, () -> SampleStore.positions(store, LabelFilter.any(), false)));
            assertEquals(List.of((long) SampleStore.FLOOR + 1), readOne(store, SampleStore.FLOOR + 1));
        }
    }

    @Test
    void s14_aFlippedByteBehindTheLabelTableMeansNothing() throws IOException {
        byte[] bytes = copied();
        int at = block(bytes, store().resolve(StoreFolder.DATA), false);
        ByteBuffer block = view(bytes, at);
        int used = 64 + block.getInt(BlockLayout.BODY_LENGTH) + block.getInt(BlockLayout.TABLE_LENGTH);
        assertTrue(BlockLayout.CAPACITY - used > 0, "the block has padding");
        flip(bytes, at + used);
        try (Store store = Stores.read(folder)) {
            SampleStore.assertSound(store, SampleStore.FLOOR, SampleStore.NEWEST);
        }
        goOn();
    }

    @ParameterizedTest
    @EnumSource
    void s14_aZeroedBlockIsToldToWhoReadsIt(Access access) throws IOException {
        byte[] bytes = copied();
        int at = block(bytes, store().resolve(StoreFolder.DATA), false);
        LmdbFile.patch(store().resolve(StoreFolder.DATA), at, new byte[StorePages.PAGE - PageHeader.BYTES]);
        try (Store store = Stores.open(folder, access, Map.of())) {
            assertTold(
                    assertThrows(StoreException.class, () -> SampleStore.positions(store, LabelFilter.any(), false)));
            assertEquals(List.of((long) SampleStore.NEWEST), readOne(store, SampleStore.NEWEST));
        }
    }
}
