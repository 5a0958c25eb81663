package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFieldTest {
    @Test
    void findsAStringWhereverItStands() {
        assertFound("a/b", "{\"label\":\"a/b\"}");
        assertFound("a/b", " { \"x\" : [1, {\"label\":\"no\"}, []], \"y\":{}, \"label\" : \"a/b\" , \"z\":null } ");
        assertFound("", "{\"label\":\"\"}");
    }

    @Test
    void unescapesNamesAndValues() {
        assertFound("q\"\\/\b\f\n\r\té😀", "{\"l\\u0061bel\":\"q\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"}");
    }

    @Test
    void theLastOfSeveralCounts() {
        assertFound("b", "{\"label\":\"a\",\"label\":\"b\"}");
        assertEquals(Optional.empty(), LabelField.find("{\"label\":\"a\",\"label\":1}", "label"));
    }

    @Test
    void aNestedFieldDoesNotCount() {
        assertEquals(Optional.empty(), LabelField.find("{\"x\":{\"label\":\"a\"}}", "label"));
    }

    @Test
    void nestingTooDeepIsNoObject() {
        assertEquals(
                Optional.empty(),
                LabelField.find("{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",\"label\":\"a\"}", "label"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "label",
                "[]",
                "\"label\"",
                "{",
                "{}",
                "{\"label\"}",
                "{\"label\":}",
                "{\"label\":\"a\"",
                "{\"label\":\"a\"}}",
                "{\"label\":\"a\"} x",
                "{\"label\":\"a\",}",
                "{,\"label\":\"a\"}",
                "{label:\"a\"}",
                "{\"label\":\"a}",
                "{\"label\":\"\\x\"}",
                "{\"label\":\"\\u00g0\"}",
                "{\"label\":\"a\nb\"}",
                "{\"label\":'a'}",
                "{\"label\":7}",
                "{\"label\":null}",
                "{\"label\":\"a\",\"x\":01}",
                "{\"label\":\"a\",\"x\":1.}",
                "{\"label\":\"a\",\"x\":truely}",
                "{\"label\":\"a\",\"x\":[1,]}",
                "{\"label\":\"a\",\"x\":[1}",
                "{\"label\":\"a\"}\0",
            })
    void anythingElseHasNone(String json) {
        assertEquals(Optional.empty(), LabelField.find(json, "label"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "12", "1.5", "-1.5e+10", "1E-3", "true", "false", "null", "\"\"", "[]", "{}"})
    void readsPastEveryKindOfValue(String value) {
        assertFound("a", "{\"x\":" + value + ",\"label\":\"a\"}");
        assertFound("a", "{\"x\":[" + value + "," + value + "],\"y\":{\"z\":" + value + "},\"label\":\"a\"}");
    }

    private static void assertFound(String label, String json) {
        assertEquals(Optional.of(label), LabelField.find(json, "label"));
    }
}
