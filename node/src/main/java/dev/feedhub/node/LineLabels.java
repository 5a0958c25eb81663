package dev.feedhub.node;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says under which label a line is published. Equal labels are one string as long as there are not too many, since journal and store
 * keep one for each item. For one thread.
 */
final class LineLabels {
    private static final int MOST_SHARED = 10_000;

    private final String defaultLabel;
    private final Optional<String> field;
    private final Map<String, String> shared = new HashMap<>();

    /**
     * Takes labels from a field, or gives all lines the same.
     *
     * @param defaultLabel the label of every line that has none of its own
     * @param field the field of a JSON line that has its label; empty where no line has one
     */
    LineLabels(String defaultLabel, Optional<String> field) {
        this.defaultLabel = defaultLabel;
        this.field = field;
    }

    String defaultLabel() {
        return defaultLabel;
    }

    /** Whether all lines have the default label. */
    boolean isFixed() {
        return field.isEmpty();
    }

    /** The label of a line: the default one where no field was asked for; empty where the line has no such field. */
    Optional<String> of(String line) {
        return field.isEmpty()
                ? Optional.of(defaultLabel)
                : LabelField.find(line, field.get()).map(this::shared);
    }

    private String shared(String label) {
        return shared.size() < MOST_SHARED
                ? shared.computeIfAbsent(label, same -> same)
                : shared.getOrDefault(label, label);
    }
}
