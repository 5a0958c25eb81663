package dev.feedhub.node;

import dev.feedhub.Cursor;
import dev.feedhub.node.JsonFields.Value;
import java.util.Map;
import java.util.Objects;

/**
 * A line that {@code --format json} has printed of an entry.
 *
 * @param cursor the entry's cursor
 * @param data its data
 */
record PrintedEntry(Cursor cursor, String data) {
    static PrintedEntry of(String line) {
        Map<String, Value> fields =
                JsonFields.of(line).orElseThrow(() -> new AssertionError("no JSON object: " + line));
        return new PrintedEntry(Cursor.parse(text(fields, "cursor")), text(fields, "data"));
    }

    private static String text(Map<String, Value> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name).text();
    }
}
