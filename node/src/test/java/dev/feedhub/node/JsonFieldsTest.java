package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.node.JsonFields.Kind;
import dev.feedhub.node.JsonFields.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {
    @Test
    void areReadInOrderWithTheirKinds() {
        Map<String, Value> fields = JsonFields.of("{\"b\":\"x\\n\",\"a\":null,\"c\":[1,{\"d\":\"y\"}],\"e\":-1.5}")
                .orElseThrow();
        assertEquals(List.of("b", "a", "c", "e"), List.copyOf(fields.keySet()));
        assertEquals(new Value(Kind.TEXT, "x\n"), fields.get("b"));
        assertEquals(
                List.of(Kind.TEXT, Kind.NULL, Kind.OTHER, Kind.OTHER),
                fields.values().stream().map(Value::kind).toList());
    }

    @Test
    void ofFieldsWithTheSameNameTheLastOneCounts() {
        assertEquals(Optional.of(Map.of("a", new Value(Kind.TEXT, "y"))), JsonFields.of("{\"a\":\"x\",\"a\":\"y\"}"));
    }

    @Test
    void areThoseOfAnObjectAlone() {
        assertEquals(Optional.of(Map.of()), JsonFields.of(" {} "));
        for (String other : List.of("", "[]", "{} {}", "{\"a\":nul}", "{\"a\":1,}", "{a:1}")) {
            assertEquals(Optional.empty(), JsonFields.of(other), other);
        }
    }
}
