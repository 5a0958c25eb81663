package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void aLineEndsWithLfOrCrLfOrTheInput() throws IOException {
        assertEquals(List.of("a", "b", "", "c\rd", "e\r"), lines("a\nb\r\n\nc\rd\ne\r\r\n", 10));
        assertEquals(List.of("a", "b\r"), lines("a\nb\r", 10));
        assertEquals(List.of("a"), lines("a\n", 10));
        assertEquals(List.of(""), lines("\n", 10));
        assertEquals(List.of(), lines("", 10));
    }

    @Test
    void aLineBeyondTheLimitIsReadPastAndItsLengthKept() throws IOException {
        assertEquals(List.of("1234", "(5 bytes)", "12"), lines("1234\n12345\n12\n", 4));
        assertEquals(List.of("1234", "(5 bytes)"), lines("1234\r\n12345\r\n", 4));
        assertEquals(List.of("(1000000 bytes)", "a"), lines("x".repeat(1_000_000) + "\na\n", 4));
    }

    @Test
    void linesLongerThanTheChunksTheyComeInAreWhole() throws IOException {
        String text = "0123456789".repeat(30_000);
        assertEquals(List.of(text, "b", text), lines(text + "\nb\n" + text + "\n", 1 << 20));
    }

    @Test
    void bytesThatComeOneByOneMakeTheSameLines() throws IOException {
        InputStream drop = new ByteArrayInputStream("ab\r\nc\n".getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] bytes, int from, int length) {
                return super.read(bytes, from, Math.min(1, length));
            }
        };
        assertEquals(List.of("ab", "c"), lines(LineReader.ofText(drop, 10)));
    }

    @Test
    void ofBytesKeepACarriageReturn() throws IOException {
        assertEquals(
                List.of("a\r", "\r", "", "b"),
                lines(LineReader.ofBytes(new ByteArrayInputStream("a\r\n\r\n\nb".getBytes(UTF_8)), 10)));
    }

    private static List<String> lines(String text, int limit) throws IOException {
        return lines(LineReader.ofText(new ByteArrayInputStream(text.getBytes(UTF_8)), limit));
    }

    private static List<String> lines(LineReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            lines.add(
                    reader.isTooLong()
                            ? "(" + reader.length() + " bytes)"
                            : UTF_8.decode(reader.bytes()).toString());
        }
        return lines;
    }
}
