package dev.feedhub.node;

import dev.feedhub.LabelFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run of the demo is to do.
 *
 * @param labels how lines of the input get their labels
 * @param filter what the filtered listener wants
 * @param duration how long sources publish at most
 * @param store where entries are kept: lmdb or memory
 * @param path the folder of the store, if it is to be kept
 * @param sabotage what the store does wrong on purpose
 */
record DemoOptions(
        LineLabels labels,
        LabelFilter filter,
        Duration duration,
        String store,
        Optional<Path> path,
        Optional<Sabotage> sabotage) {}
