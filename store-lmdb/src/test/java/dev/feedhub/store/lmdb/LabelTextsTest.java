package dev.feedhub.store.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LabelTextsTest {
    private static String text(String label) {
        byte[] utf8 = label.getBytes(UTF_8);
        byte[] table = new byte[utf8.length + 7];
        Arrays.fill(table, (byte) 'x');
        System.arraycopy(utf8, 0, table, 3, utf8.length);
        return LabelTexts.of(table, 3, utf8.length);
    }

    @Test
    void aShortLabelIsMadeOnce() {
        assertEquals("Zürich/1", text("Zürich/1"));
        assertSame(text("Zürich/1"), text("Zürich/1"));
        assertSame(text("x".repeat(64)), text("x".repeat(64)));
    }

    @Test
    void aLongLabelIsNotKept() {
        assertEquals("x".repeat(65), text("x".repeat(65)));
        assertNotSame(text("x".repeat(65)), text("x".repeat(65)));
    }

    @Test
    void labelsOfOnePlaceAreToldApart() {
        for (int round = 0; round < 2; round++) {
            for (int label = 0; label < 5_000; label++) {
                assertEquals("label/" + label, text("label/" + label));
            }
        }
        assertEquals("", text(""));
    }
}
