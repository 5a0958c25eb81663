package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes of labels in the index. */
class LabelKeyTest {
    private static final String HEAD = "h".repeat(LabelKey.HEAD);

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static LabelKey key(String hex) {
        return new LabelKey(HexFormat.of().parseHex(hex));
    }

    @Test
    void aShortLabelIsItsTextWithZeroesEscapedAndAnEnd() {
        assertEquals("0000", hex(LabelKey.of("").bytes()));
        assertEquals("61620000", hex(LabelKey.of("ab").bytes()));
        assertEquals("6100ff620000", hex(LabelKey.of("a\0b").bytes()));
        assertEquals("68".repeat(LabelKey.HEAD) + "0000", hex(LabelKey.of(HEAD).bytes()));
        assertEquals(
                "00ff".repeat(LabelKey.HEAD) + "0000",
                hex(LabelKey.of("\0".repeat(LabelKey.HEAD)).bytes()));
        for (String label : new String[] {"", "ab", "a\0b", "\0", "ä/ö", HEAD}) {
            assertEquals(label, LabelKey.of(label).label());
        }
    }

    @Test
    void aLongLabelIsItsHeadAndAChecksumOfAll() {
        LabelKey one = LabelKey.of(HEAD + "1");
        assertTrue(hex(one.bytes()).startsWith("68".repeat(LabelKey.HEAD) + "0001"), hex(one.bytes()));
        assertEquals(LabelKey.HEAD + 2 + Integer.BYTES, one.bytes().length);
        assertNotEquals(hex(one.bytes()), hex(LabelKey.of(HEAD + "2").bytes()));
        assertNull(one.label());
    }

    @Test
    void keysBeginAsTheirLabelsDo() {
        assertEquals("6100ff", hex(LabelKey.beginning("a\0")));
        assertEquals("68".repeat(LabelKey.HEAD), hex(LabelKey.beginning(HEAD + "1")));
        for (String label : new String[] {"a\0b", HEAD, HEAD + "12"}) {
            for (int length = 0; length <= label.length(); length++) {
                String beginning = hex(LabelKey.beginning(label.substring(0, length)));
                assertTrue(hex(LabelKey.of(label).bytes()).startsWith(beginning));
            }
        }
    }

    @Test
    void anEntryIsAKeyAndABlock() {
        LabelKey label = LabelKey.of("a");
        byte[] entry = label.entry(new BlockKey(7, 1));
        assertEquals("610000" + "0000000000000007" + "00000001", hex(entry));
        assertEquals(hex(label.bytes()), hex(LabelKey.ofEntry(entry).bytes()));
        assertEquals(new BlockKey(7, 1), LabelKey.block(entry));
        assertTrue(label.isOf(entry));
        assertFalse(LabelKey.of("b").isOf(entry));
        assertFalse(LabelKey.of("").isOf(entry));
        assertThrows(DamagedBlockException.class, () -> LabelKey.ofEntry(new byte[BlockKey.BYTES]));
    }

    @Test
    void manyLabelsHaveAKeyOfTheirOwn() {
        assertTrue(LabelKey.MANY.isMany());
        assertFalse(LabelKey.of("").isMany());
        assertNull(LabelKey.MANY.label());
    }

    @Test
    void whatIsNoLabelIsDamage() {
        for (String damaged : new String[] {"", "61", "6162", "6100", "61000062", "00ff"}) {
            assertThrows(DamagedBlockException.class, () -> key(damaged).label(), damaged);
        }
    }
}
