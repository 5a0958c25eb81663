package dev.feedhub.node;

import java.util.Optional;

/**
 * Says under which label a line is published.
 *
 * @param defaultLabel the label of every line that has none of its own
 * @param field the field of a JSON line that has its label; empty where no line has one
 */
record LineLabels(String defaultLabel, Optional<String> field) {
    /**
     * The label of a line: the default one where no field was asked for; empty where the line has no such field, or where that begins
     * with the flight recorder's own prefix.
     */
    Optional<String> of(String line) {
        return field.map(name ->
                        LabelField.find(line, name).filter(label -> !label.startsWith(Journals.FLIGHT_RECORDER_PREFIX)))
                .orElse(Optional.of(defaultLabel));
    }
}
