package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrappedTextTest {
    @Test
    void linesEndAtBlanksWithinTheWidth() {
        assertEquals(List.of("  ab cd", "  ef"), WrappedText.lines("ab cd ef", 7, "  "));
        assertEquals(List.of(" a", " longword", " b"), WrappedText.lines("a longword b", 4, " "));
        assertEquals(List.of(" "), WrappedText.lines("", 4, " "));
    }
}
