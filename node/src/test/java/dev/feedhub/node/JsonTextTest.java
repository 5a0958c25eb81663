package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void escapesWhatJsonDemands() {
        assertEquals(
                "\"q\\\" b\\\\ s/ \\u0000\\u0001\\u001f\\u0008 \\n\\r\\t\"", quoted("q\" b\\ s/ \0\1\37\b \n\r\t"));
    }

    @Test
    void leavesOtherTextAsItIs() {
        assertEquals("\"é € 😀 \u2028 \177\"", quoted("é € 😀 \u2028 \177"));
    }

    @Test
    void escapesSurrogatesWithoutPartner() {
        assertEquals("\"\\ud83d a \\ude00 \\ude00\\ud83d\"", quoted("\ud83d a \ude00 \ude00\ud83d"));
    }

    @Test
    void readsBackTheSame() {
        StringBuilder every = new StringBuilder();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            every.append((char) c).append('-');
        }
        assertEquals(Optional.of(every.toString()), LabelField.find("{\"k\":" + quoted(every.toString()) + "}", "k"));
    }

    private static String quoted(String text) {
        return JsonText.quote(new StringBuilder(), text).toString();
    }
}
