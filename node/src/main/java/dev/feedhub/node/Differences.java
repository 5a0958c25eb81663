package dev.feedhub.node;

import java.util.Optional;

/**
 * How a consumer's sequence differs from the journal of a source.
 *
 * @param gaps how many items are missing
 * @param duplicates how many entries came once too often
 * @param exact whether these are the true numbers, not just bounds that the true ones reach or exceed
 * @param first the first of them
 */
record Differences(long gaps, long duplicates, boolean exact, Optional<Finding> first) {
    static final Differences NONE = new Differences(0, 0, true, Optional.empty());

    Differences plus(Differences other) {
        return new Differences(
                gaps + other.gaps,
                duplicates + other.duplicates,
                exact && other.exact,
                first.filter(mine -> other.first
                                .map(its -> mine.after().compareTo(its.after()) <= 0)
                                .orElse(true))
                        .or(() -> other.first));
    }
}
