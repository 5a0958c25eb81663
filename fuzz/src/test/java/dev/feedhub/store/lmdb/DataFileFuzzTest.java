package dev.feedhub.store.lmdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.feedhub.Context;
import dev.feedhub.HubConfig;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query;
import dev.feedhub.StoreException;
import dev.feedhub.fuzz.ShortForm;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoredRecord;
import dev.feedhub.store.Verification;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole data files, of a small store whose index has two levels and whose free list is not empty. What verify finds nothing wrong
 * with LMDB may touch, to read and to write; of all else verify says what is wrong, and LMDB touches no more of it than the first
 * pages, which were looked at before. So all of it is tried in this process, which a mistake would end.
 */
@ExtendWith(ShortForm.class)
@Timeout(3_600) // of a whole run, which ./evidence makes as long as it wants
class DataFileFuzzTest {
    private static final Context CTX = Context.background();
    private static final LmdbStoreProvider PROVIDER = new LmdbStoreProvider();
    private static final int PAGE = 4_096;
    private static final int OVERFLOW = 4;
    private static final int STATE_BYTES = 64;
    private static final int LONGEST_PROBLEM = 2_000;
    private static final int NEWEST = 250;
    private static final int FLOOR = 30;
    private static final int LABELS = 40;

    @TempDir
    static Path folder = Path.of("");

    private static byte[] sample = {};

    @BeforeAll
    static void makeSample() throws IOException {
        Path path = folder.resolve("store");
        Environment environment = Environment.open(path, Access.WRITE, LmdbSettings.Durability.COMMIT, 1 << 26);
        DiskRetention forever = new DiskRetention(Long.MAX_VALUE, Long.MAX_VALUE, DiskRetention.FOREVER);
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        try (Store store = LmdbStore.forWriting(environment, forever, clock, 7)) { // the same bytes at each run
            for (int first = 1; first <= NEWEST; first += 50) {
                store.append(
                        CTX,
                        LongStream.range(first, first + 50)
                                .mapToObj(DataFileFuzzTest::record)
                                .toList());
            }
            store.trim(CTX, FLOOR);
        }
        sample = Files.readAllBytes(path.resolve(StoreFolder.DATA));
    }

    /** The file of a store, whole and cut. */
    static Stream<byte[]> files() {
        return Stream.of(sample, Arrays.copyOf(sample, 2 * PAGE), Arrays.copyOf(sample, sample.length - PAGE));
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "3m")
    void aFileOfAnyBytesIsVerified(byte[] bytes) throws IOException {
        assertUsableOrTold(bytes, Arrays.equals(bytes, sample));
    }

    @FuzzTest(maxDuration = "3m")
    void aChangedFileIsSoundOrToldToBeDamaged(FuzzedDataProvider data) throws IOException {
        byte[] bytes = sample.clone();
        int length = bytes.length;
        boolean sealed = false;
        while (data.remainingBytes() > 0) {
            int page = page(data);
            switch (data.consumeInt(0, 6)) {
                case 0, 1 -> overwrite(bytes, page + data.consumeInt(0, 63), data.consumeBytes(8));
                case 2 -> overwrite(bytes, page + data.consumeInt(0, PAGE - 1), data.consumeBytes(8));
                case 3 -> Arrays.fill(bytes, page, page + PAGE, (byte) 0);
                case 4 ->
                    System.arraycopy(
                            bytes, page(data), bytes, page + Long.BYTES, PAGE - Long.BYTES); // its number stays
                case 5 -> sealed |= seal(bytes, page);
                default -> length = data.consumeInt(0, bytes.length);
            }
        }
        assertUsableOrTold(Arrays.copyOf(bytes, length), !sealed);
    }

    private static int page(FuzzedDataProvider data) {
        return PAGE * data.consumeInt(0, sample.length / PAGE - 1);
    }

    private static void overwrite(byte[] bytes, int at, byte[] by) {
        System.arraycopy(by, 0, bytes, at, Math.min(by.length, bytes.length - at));
    }

    /** Makes the checksums right of a block that begins at a page, or of the state that is in it; whether there is one. */
    private static boolean seal(byte[] bytes, int page) {
        ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int state = new String(bytes, page, PAGE, ISO_8859_1).indexOf("state");
        if (state >= 0 && state + 5 + STATE_BYTES <= PAGE) {
            ByteBuffer value = all.slice(page + state + 5, STATE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            value.putInt(0, BlockLayout.checksum(value.slice(4, STATE_BYTES - 4)));
            return true;
        }
        int room = Math.min(BlockLayout.CAPACITY, bytes.length - page - PageHeader.BYTES);
        ByteBuffer block = all.slice(page + PageHeader.BYTES, room).order(ByteOrder.LITTLE_ENDIAN);
        long body = Integer.toUnsignedLong(block.getInt(BlockLayout.BODY_LENGTH));
        long table = Integer.toUnsignedLong(block.getInt(BlockLayout.TABLE_LENGTH));
        if (all.getShort(page + PageHeader.FLAGS_AT) != OVERFLOW || BlockLayout.HEADER + body + table > room) {
            return false;
        }
        block.putInt(BlockLayout.BODY_CHECKSUM, BlockLayout.bodyChecksum(block, (int) body));
        block.putInt(
                BlockLayout.HEAD_CHECKSUM, BlockLayout.headChecksum(BlockLayout.head(block, (int) body, (int) table)));
        return true;
    }

    /** Verifies a file, and uses it if nothing is wrong with it; then its records are as they were written, but for forged checksums. */
    private static void assertUsableOrTold(byte[] file, boolean honest) throws IOException {
        Files.write(folder.resolve("store").resolve(StoreFolder.DATA), file);
        Verification found;
        try {
            found = PROVIDER.verify(CTX, config(Access.READ));
        } catch (StoreException refused) {
            assertTrue(String.valueOf(refused.getMessage()).contains(folder.toString()), refused::toString);
            return;
        }
        found.problems().forEach(DataFileFuzzTest::assertReadable);
        if (found.problems().isEmpty() && !Arrays.equals(file, sample)) {
            use(found, honest);
        }
    }

    private static void use(Verification found, boolean honest) {
        long newest = found.span().newest().position();
        try (Store store = PROVIDER.open(CTX, config(Access.READ))) {
            List<StoredRecord> all = read(store, LabelFilter.any());
            assertEquals(found.records(), all.size());
            assertEquals(newest - found.span().floor().position(), all.size());
            for (String label : List.of(label(1), label(LABELS - 1), "none")) {
                assertEquals(
                        all.stream()
                                .filter(entry -> label.equals(entry.record().label()))
                                .map(StoredRecord::cursor)
                                .toList(),
                        read(store, LabelFilter.exactly(label)).stream()
                                .map(StoredRecord::cursor)
                                .toList());
            }
            if (honest) {
                assertEquals(NEWEST, newest);
                assertEquals(FLOOR, found.span().floor().position());
                all.forEach(DataFileFuzzTest::assertAsWritten);
            }
        }
        try (Store store = PROVIDER.open(CTX, config(Access.WRITE))) {
            store.append(CTX, List.of(new Record(found.span().newestTime(), label(1), new byte[20_000])));
            store.trim(CTX, newest - 100);
        }
        assertEquals(List.of(), PROVIDER.verify(CTX, config(Access.READ)).problems());
    }

    private static List<StoredRecord> read(Store store, LabelFilter filter) {
        List<StoredRecord> found = new ArrayList<>();
        Query.@Nullable Bound after = null;
        while (true) {
            RecordPage page = store.read(CTX, new ReadRequest(after, null, filter, false, 100, 1 << 20));
            found.addAll(page.records());
            if (page.atEnd()) {
                return found;
            }
            after = new Query.Bound(page.through(), false);
        }
    }

    private static void assertAsWritten(StoredRecord stored) {
        Record written = record(stored.cursor().position());
        assertEquals(written.label(), stored.record().label());
        assertEquals(written.time(), stored.record().time());
        assertArrayEquals(written.payload(), stored.record().payload());
    }

    private static Record record(long position) {
        byte[] payload = new byte[(int) (position * 131 % 500)];
        Arrays.fill(payload, (byte) position);
        return new Record(Instant.ofEpochSecond(1_700_000_000L + position / 7), label(position % LABELS), payload);
    }

    private static String label(long number) {
        return "topic/" + number;
    }

    private static StoreConfig config(Access access) {
        HubConfig config = HubConfig.builder()
                .set(LmdbSettings.PATH, folder.resolve("store"))
                .set(LmdbSettings.MAP_SIZE, 1L << 26)
                .build();
        return new StoreConfig(access, config);
    }

    private static void assertReadable(String problem) {
        assertTrue(problem.length() <= LONGEST_PROBLEM, () -> "a problem of " + problem.length() + " characters");
        assertTrue(problem.chars().noneMatch(Character::isISOControl), () -> "control characters in: " + problem);
    }
}
