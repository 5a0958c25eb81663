package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LongEntriesTest {
    @Test
    void whatATerminalWouldActOnIsEscaped() {
        assertEquals("a\\tb\\n\\r\\\\", LongEntries.printable("a\tb\n\r\\", 80));
        assertEquals("\\u{1b}[31m\\u{7f}\\u{202e}", LongEntries.printable("\033[31m\u007f\u202e", 80));
        assertEquals("\\u{d800}", LongEntries.printable("\ud800", 80));
        assertEquals("\u00e4 \ud83d\ude00", LongEntries.printable("\u00e4 \ud83d\ude00", 80));
    }

    @Test
    void whatIsTooLongIsCut() {
        assertEquals("abc", LongEntries.printable("abc", 3));
        assertEquals("abc…", LongEntries.printable("abcd", 3));
        assertEquals("ab\ud83d\ude00…", LongEntries.printable("ab\ud83d\ude00d", 4));
    }
}
