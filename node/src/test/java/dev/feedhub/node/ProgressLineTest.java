package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);

    @Test
    void isAPlainLineEachTimeWherePiped() {
        show(new ProgressLine(out, false));
        assertEquals("12345\n123\n", bytes.toString(UTF_8).replace(System.lineSeparator(), "\n"));
    }

    @Test
    void isRewrittenInPlaceOnATerminal() {
        show(new ProgressLine(out, true));
        assertEquals("\r12345\r123  \n", bytes.toString(UTF_8).replace(System.lineSeparator(), "\n"));
    }

    private static void show(ProgressLine progress) {
        progress.show("12345");
        progress.show("123");
        progress.end();
        progress.end();
    }
}
