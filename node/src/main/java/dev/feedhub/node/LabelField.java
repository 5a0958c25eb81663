package dev.feedhub.node;

import dev.feedhub.node.JsonFields.Kind;
import java.util.Optional;

/** Finds the label of an item in a field of its data, a JSON object. */
final class LabelField {
    private LabelField() {}

    /** Empty where the text is no JSON object, the object has no such field, or that is no text. */
    static Optional<String> find(String json, String field) {
        return JsonFields.of(json)
                .map(fields -> fields.get(field))
                .filter(value -> value.kind() == Kind.TEXT)
                .map(JsonFields.Value::text);
    }
}
