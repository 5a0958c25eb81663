package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a label may be, and of what. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LabelTest {
    private static final String ONE_BYTE = "a";
    private static final String TWO_BYTES = "\u00e9";
    private static final String THREE_BYTES = "\u20ac";
    private static final String FOUR_BYTES = "\ud83d\ude00";

    @Test
    void theEmptyLabelIsOne() {
        assertSame("", Label.check(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {ONE_BYTE, TWO_BYTES, THREE_BYTES, FOUR_BYTES, "\u007f", "\u0080", "\u07ff", "\u0800", "\uffff"})
    void f09_labelOfExactly1024BytesIsAllowedAndOneMoreIsNot(String character) {
        int bytes = character.getBytes(StandardCharsets.UTF_8).length;
        String longest = character.repeat(1024 / bytes) + ONE_BYTE.repeat(1024 % bytes);
        assertSame(longest, Label.check(longest), "F-9: a label of 1,024 bytes");

        for (String tooLong : new String[] {longest + ONE_BYTE, ONE_BYTE + longest}) {
            LimitExceededException refused =
                    assertThrows(LimitExceededException.class, () -> Label.check(tooLong), "F-9: 1,025 bytes");
            assertEquals(1025, refused.size());
            assertEquals(1024, refused.limit());
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.endsWith("…\" has 1025 bytes; Label.MAX_BYTES allows 1024"), message);
        }
        int more = 1024 + bytes;
        assertEquals(
                more,
                assertThrows(LimitExceededException.class, () -> Label.check(longest + character))
                        .size(),
                "F-9: the size that is told");
    }

    @Test
    void f09_theShortestTooLongLabelsHave342Characters() {
        assertEquals(341 * 3, THREE_BYTES.repeat(341).getBytes(StandardCharsets.UTF_8).length);
        Label.check(THREE_BYTES.repeat(341));
        assertThrows(LimitExceededException.class, () -> Label.check(THREE_BYTES.repeat(342)), "F-9: 1,026 bytes");
    }

    @Test
    void messageShowsTheBeginningWithoutHalfACharacter() {
        String label = ONE_BYTE.repeat(39) + FOUR_BYTES.repeat(300);
        String message = assertThrows(LimitExceededException.class, () -> Label.check(label))
                .getMessage();
        assertEquals("label \"" + ONE_BYTE.repeat(39) + "…\" has 1239 bytes; Label.MAX_BYTES allows 1024", message);
    }

    @ParameterizedTest
    @CsvSource({
        "'\ud83d', 0",
        "'\ude00', 0",
        "'a\ud83d', 1",
        "'a\ude00b', 1",
        "'\ude00\ud83d', 0",
        "'\ud83d\ud83d\ude00', 0",
        "'\ud83d\ude00\ude00', 2",
        "'\ud83d\ude00\ud83d', 2"
    })
    void loneSurrogateIsRefusedByItsIndex(String label, int index) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Label.check(label));
        assertEquals(
                "label has a lone surrogate at index " + index + "; allowed is text that UTF-8 can represent",
                refused.getMessage());
    }

    @Test
    void everythingElseIsAllowed() {
        for (String label : new String[] {"\u0000", "\n", "*", "a//b", " ", FOUR_BYTES, "\ufeff"}) {
            assertSame(label, Label.check(label));
        }
    }
}
