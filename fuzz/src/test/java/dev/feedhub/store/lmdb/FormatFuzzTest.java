package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.feedhub.Cursor;
import dev.feedhub.Label;
import dev.feedhub.StoreException;
import dev.feedhub.fuzz.ShortForm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that claim to be of a store, with checksums that are right: what is read is within its limits, or damage is told. */
@ExtendWith(ShortForm.class)
@Timeout(3_600) // of a whole run, which ./evidence makes as long as it wants
class FormatFuzzTest {
    private static final int MOST_PAYLOAD = 16 << 20;
    private static final BlockKey KEY = new BlockKey(7, 0);
    private static final byte[] BLOCK = block();
    private static final String ID = "id 0123456789abcdef0123456789abcdef\n";

    @FuzzTest(maxDuration = "2m")
    void aManifestIsTheOneThatIsWrittenOrRefused(FuzzedDataProvider data) {
        List<String> parts = List.of("format ", "engine lmdb\n", "byte-order little-endian\n", "id ", ID, "crc32c ");
        String lines = "feedhub store\nformat 1\nengine lmdb\nbyte-order little-endian\n";
        while (data.remainingBytes() > 0) {
            lines = data.consumeBoolean() ? lines + data.pickValue(parts) : lines + data.consumeAsciiString(40);
        }
        CRC32C crc = new CRC32C();
        crc.update(lines.getBytes(StandardCharsets.ISO_8859_1));
        byte[] bytes =
                (lines + String.format("crc32c %08x%n", (int) crc.getValue())).getBytes(StandardCharsets.ISO_8859_1);
        try {
            assertArrayEquals(bytes, Manifest.parse(Path.of("folder"), bytes).bytes());
        } catch (StoreException refused) {
            assertTrue(String.valueOf(refused.getMessage()).contains("folder"), refused::toString);
        }
    }

    @FuzzTest(maxDuration = "5m")
    void aBlockIsWithinItsLimitsOrDamaged(FuzzedDataProvider data) {
        byte[] bytes = BLOCK.clone();
        while (data.remainingBytes() > 0) {
            bytes[data.consumeInt(0, bytes.length - 1)] = data.consumeByte();
        }
        ByteBuffer buffer = sealed(bytes);
        try {
            Block block = Block.decode(KEY, buffer);
            RecordTable table = block.table();
            for (int record = 0; record < block.records(); record++) {
                assertTrue(table.payloadLength(record) <= MOST_PAYLOAD, "a payload of " + table.payloadLength(record));
                assertTrue(table.payloadAt(record) <= block.bodyLength());
                assertTrue(block.label(table.label(record)).length() <= Label.MAX_BYTES);
                assertTrue(table.time(record) != null);
            }
            assertTrue(block.carried() <= block.bodyLength());
        } catch (DamagedBlockException damaged) {
            assertTrue(String.valueOf(damaged.getMessage()).startsWith("block "), damaged::toString);
        }
    }

    /** The states of a log that nothing was appended to, and of one that is in use. */
    static Stream<byte[]> states() {
        LogState used = new LogState(new Cursor(30, 7), new Cursor(250, 9), Instant.EPOCH, 4_096, new BlockKey(200, 2));
        return Stream.of(LogState.EMPTY, used).map(FormatFuzzTest::encoded);
    }

    private static byte[] encoded(LogState state) {
        ByteBuffer bytes =
                ByteBuffer.allocate(76).order(ByteOrder.LITTLE_ENDIAN).position(12);
        bytes.putLong(state.floor().position()).putLong(state.floor().epoch());
        bytes.putLong(state.newest().position()).putLong(state.newest().epoch());
        bytes.putLong(state.newestTime().getEpochSecond()).putInt(0);
        bytes.putLong(state.tail())
                .putLong(state.unlisted().position())
                .putInt(state.unlisted().part());
        return bytes.array();
    }

    @MethodSource("states")
    @FuzzTest(maxDuration = "2m")
    void theStateOfTheLogFitsTogetherOrIsDamaged(byte[] bytes) {
        ByteBuffer value = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length == 76) {
            value.putInt(0, BlockLayout.checksum(value.slice(4, 72)));
        }
        try {
            LogState state = LogState.decode(value);
            assertTrue(state.floor().position() <= state.newest().position(), state::toString);
            assertTrue(state.tail() >= 0, state::toString);
            assertTrue(state.unlisted().lastBefore() <= state.newest().position(), state::toString);
        } catch (DamagedBlockException damaged) {
            assertTrue(String.valueOf(damaged.getMessage()).contains("state"), damaged::toString);
        }
    }

    /** Entries of labels that are short, have the byte 0, are too long; and of a block that has too many. */
    static Stream<byte[]> entries() {
        Stream<LabelKey> keys =
                Stream.of("topic/1", "a\0b\u20ac", "long".repeat(20)).map(LabelKey::of);
        return Stream.concat(keys, Stream.of(LabelKey.MANY)).map(key -> key.entry(KEY));
    }

    @MethodSource("entries")
    @FuzzTest(maxDuration = "2m")
    void anEntryOfTheIndexNamesALabelOrIsDamaged(byte[] entry) {
        try {
            LabelKey key = LabelKey.ofEntry(entry);
            String label = key.label();
            assertArrayEquals(entry, key.entry(LabelKey.block(entry)));
            if (label != null && label.indexOf('\ufffd') < 0 && label.length() < LabelKey.HEAD / 4) {
                assertArrayEquals(key.bytes(), LabelKey.of(label).bytes());
            }
        } catch (DamagedBlockException damaged) {
            assertTrue(String.valueOf(damaged.getMessage()).contains("index"), damaged::toString);
        }
    }

    /** Lists of one block, and of blocks near and far. */
    static Stream<byte[]> lists() {
        BlockKey far = new BlockKey(100_000, 0);
        return Stream.of(List.of(KEY), List.of(KEY, KEY.next(), new BlockKey(8, 0), far, new BlockKey(100_001, 300)))
                .map(PostingList::encode);
    }

    @MethodSource("lists")
    @FuzzTest(maxDuration = "2m")
    void theBlocksOfAnEntryAreInTheOrderOfTheLogOrDamaged(byte[] further) {
        try {
            List<BlockKey> blocks = PostingList.decode(KEY, further);
            assertEquals(blocks, blocks.stream().distinct().sorted().toList());
            assertEquals(blocks, PostingList.decode(KEY, PostingList.encode(blocks)));
        } catch (DamagedBlockException damaged) {
            assertTrue(String.valueOf(damaged.getMessage()).contains("index"), damaged::toString);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void theKeyOfALabelGivesItBack(FuzzedDataProvider data) {
        String label = data.consumeRemainingAsString();
        byte[] text = label.getBytes(StandardCharsets.UTF_8);
        LabelKey key = LabelKey.of(label);
        assertTrue(key.bytes().length <= 2 * LabelKey.HEAD + 6);
        if (text.length <= LabelKey.HEAD) {
            assertEquals(new String(text, StandardCharsets.UTF_8), key.label());
        }
    }

    /** A block of a few records, as small as blocks are not, so that most changes hit something; one bit makes its last length huge. */
    private static byte[] block() {
        byte[] body = {2, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 'a', 'b', 'c', 1, 1, 0, 0, -128, 1, -1, 16};
        byte[] table = {2, 0, 0, 0, 1, 0, 'x', 1, 0, 0, 0, 2, 0, 'y', 'z'};
        ByteBuffer block = ByteBuffer.allocate(BlockLayout.HEADER + body.length + table.length + 8);
        block.order(ByteOrder.LITTLE_ENDIAN);
        block.putInt(BlockLayout.RECORDS, 3).putInt(BlockLayout.LABELS, 2);
        block.putInt(BlockLayout.BODY_LENGTH, body.length).putInt(BlockLayout.TABLE_LENGTH, table.length);
        block.put(BlockLayout.HEADER, body).put(BlockLayout.HEADER + body.length, table);
        RecordTable sound = Block.decode(KEY, sealed(block.array())).table();
        assertEquals(128, sound.payloadLength(2));
        return block.array();
    }

    /** A block whose key and checksums are right, whatever else it has. */
    private static ByteBuffer sealed(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(BlockLayout.POSITION, KEY.position()).putInt(BlockLayout.PART, KEY.part());
        long body = Integer.toUnsignedLong(buffer.getInt(BlockLayout.BODY_LENGTH));
        long table = Integer.toUnsignedLong(buffer.getInt(BlockLayout.TABLE_LENGTH));
        if (BlockLayout.HEADER + body + table <= bytes.length) {
            buffer.putInt(BlockLayout.BODY_CHECKSUM, BlockLayout.bodyChecksum(buffer, (int) body));
            buffer.putInt(BlockLayout.HEAD_CHECKSUM, BlockLayout.headChecksum(BlockLayout.head(buffer, (int) body, (int)
                    table)));
        }
        return buffer;
    }
}
