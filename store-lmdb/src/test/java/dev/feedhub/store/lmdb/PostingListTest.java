package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of the blocks that an entry of the index lists. */
class PostingListTest {
    private static final BlockKey FIRST = new BlockKey(7, 2);

    private static String hex(BlockKey... blocks) {
        return HexFormat.of().formatHex(PostingList.encode(List.of(blocks)));
    }

    private static List<BlockKey> blocks(String hex) {
        return PostingList.decode(FIRST, HexFormat.of().parseHex(hex));
    }

    @Test
    void theFirstIsInTheKey() {
        assertEquals("", hex(FIRST));
        assertEquals(List.of(FIRST), blocks(""));
    }

    @Test
    void theOthersAreDistances() {
        assertEquals("06", hex(FIRST, new BlockKey(10, 0)));
        assertEquals("0103", hex(FIRST, new BlockKey(7, 3)));
        assertEquals(
                "06" + "8101" + "05" + "02", hex(FIRST, new BlockKey(10, 0), new BlockKey(74, 5), new BlockKey(75, 0)));
        assertEquals(
                List.of(FIRST, new BlockKey(10, 0), new BlockKey(74, 5), new BlockKey(75, 0)), blocks("0681010502"));
    }

    @Test
    void whatIsEncodedIsDecoded() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            BlockKey first = new BlockKey(1 + random.nextLong(1L << random.nextInt(1, 62)), random.nextInt(3));
            List<BlockKey> blocks = IndexEntriesTest.blocks(first, random);
            assertEquals(blocks, PostingList.decode(first, PostingList.encode(blocks)), () -> "seed " + seed);
        }
    }

    @Test
    void blocksAsFarApartAsCanBeAreEncoded() {
        BlockKey far = new BlockKey(7L + Integer.MAX_VALUE / 2, 0);
        assertEquals(List.of(FIRST, far), PostingList.decode(FIRST, PostingList.encode(List.of(FIRST, far))));
        List<BlockKey> tooFar = List.of(FIRST, new BlockKey(far.position() + 1, 0));
        assertThrows(DamagedBlockException.class, () -> PostingList.encode(tooFar));
        assertThrows(DamagedBlockException.class, () -> PostingList.encode(List.of(FIRST, FIRST)));
    }

    /** The same block, one before it, a part that does not end, a distance that does not. */
    @ParameterizedTest
    @ValueSource(strings = {"00", "0102", "0101", "0301" + "0101", "01", "80", "018080", "ffffffffff01"})
    void whatIsNotInTheOrderOfTheLogIsDamage(String hex) {
        assertThrows(DamagedBlockException.class, () -> blocks(hex));
    }
}
