package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void linesUpColumnsAndWidensThemWhereNeeded() {
        List<String> lines = new TextTable(5)
                .row(List.of("name", "a", "bb"))
                .row(List.of("x", "1234567", "2"))
                .lines();
        assertEquals(List.of("name       a   bb", "x    1234567    2"), lines);
    }
}
