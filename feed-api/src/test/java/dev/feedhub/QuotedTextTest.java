package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuotedTextTest {
    @Test
    void aTextStaysOnItsLineAndEndsWhereItsQuotationMarkDoes() {
        assertEquals("\"a\\\"b\\\\c\\nd\\r\\te\"", QuotedText.of("a\"b\\c\nd\r\te"));
    }

    @Test
    void whatATerminalWouldObeyIsWrittenOut() {
        assertEquals(
                "\"\\u001b[31m \\u0000 \\u2028 \\u2029 \\u009b \\u202e \\ufeff\"",
                QuotedText.of("\u001b[31m \0 \u2028 \u2029 \u009b \u202e \ufeff"));
    }

    @Test
    void halfASurrogatePairIsWrittenOutAndAWholeOneKept() {
        assertEquals("\"😀 \\ud83d \\ude00\"", QuotedText.of("😀 \ud83d \ude00"));
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertEquals("\"abc…\"", QuotedText.of("abcde", 3));
        assertEquals("\"ab…\"", QuotedText.of("ab😀e", 3));
        assertEquals("\"abc\"", QuotedText.of("abc", 3));
    }
}
