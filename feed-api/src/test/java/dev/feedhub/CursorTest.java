package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of particular cursors, and what is none; {@link CursorPropertyTest} has the laws. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CursorTest {
    @Test
    void textIsFixedForEver() {
        assertEquals("0000000000000-0000000000000", Cursor.ORIGIN.toString());
        assertEquals("0000000000001-000000000000v", new Cursor(1, 31).toString());
        assertEquals("00000000000vv-0000000000100", new Cursor(1023, 1024).toString());
        assertEquals("7vvvvvvvvvvvv-fvvvvvvvvvvvv", new Cursor(Long.MAX_VALUE, -1).toString());
        assertEquals("0000000000001-8000000000000", new Cursor(1, Long.MIN_VALUE).toString());
    }

    @Test
    void epochsOfOnePositionAreOrderedUnsigned() {
        assertTrue(new Cursor(1, -1).compareTo(new Cursor(1, 1)) > 0);
        assertTrue(new Cursor(1, Long.MIN_VALUE).compareTo(new Cursor(1, Long.MAX_VALUE)) > 0);
        assertTrue(new Cursor(2, 0).compareTo(new Cursor(1, -1)) > 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void negativePositionIsRefused(long position) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new Cursor(position, 1));
        assertEquals("position " + position + " of a cursor: 0 or more is allowed", refused.getMessage());
    }

    @ParameterizedTest
    @MethodSource
    void malformedTextIsShownWithWhatIsAllowed(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Cursor.parse(text));
        assertEquals(
                "malformed cursor \"" + text
                        + "\": allowed is <position>-<epoch>, each of 13 digits from 0 to 9 and a to v,"
                        + " from 0000000000000-0000000000000 to 7vvvvvvvvvvvv-fvvvvvvvvvvvv",
                refused.getMessage());
    }

    static Stream<String> malformedTextIsShownWithWhatIsAllowed() {
        return Stream.of(
                "",
                "-",
                "1-1",
                "0000000000000",
                "000000000000-0000000000000",
                "00000000000000-0000000000000",
                "0000000000000-000000000000",
                "0000000000000-00000000000000",
                "0000000000000_0000000000000",
                "00000000000000000000000000-",
                "-00000000000000000000000000",
                " 000000000000-0000000000000",
                "0000000000000-000000000000 ",
                "000000000000V-0000000000000",
                "000000000000w-0000000000000",
                "0000000000000-000000000000\u0660",
                "000000000000+-0000000000000",
                "8000000000000-0000000000000",
                "g000000000000-0000000000000",
                "0000000000000-g000000000000",
                "0000000000000-v000000000000");
    }

    @Test
    void longMalformedTextIsShortened() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Cursor.parse("x".repeat(1_000_000)));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("malformed cursor \"" + "x".repeat(54) + "…\": allowed is "), message);
    }
}
