package dev.feedhub.node;

import dev.feedhub.node.Source.SourceResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run did.
 *
 * @param sources what each source published
 * @param consumers how each consumer fared
 * @param published how many items were published
 * @param indexed how many of them the hub indexed
 * @param removed how many entries retention removed from the store
 * @param slow which of the consumers is the slow one
 * @param behind how many entries the resumed stream was behind; empty if it was never cut off
 * @param reopened how it went after the store was opened again; empty where it is not durable
 * @param nanos how long it ran
 * @param failures why the run or a part of it ended early
 */
record RunResult(
        List<SourceResult> sources,
        List<ConsumerResult> consumers,
        long published,
        long indexed,
        long removed,
        int slow,
        OptionalLong behind,
        Optional<Reopened> reopened,
        long nanos,
        List<String> failures) {
    RunResult with(Reopened after) {
        return new RunResult(
                sources, consumers, published, indexed, removed, slow, behind, Optional.of(after), nanos, failures);
    }

    long gaps() {
        return consumers.stream().mapToLong(ConsumerResult::gaps).sum();
    }

    long duplicates() {
        return consumers.stream().mapToLong(ConsumerResult::duplicates).sum();
    }

    long unexplained() {
        return consumers.stream().mapToLong(ConsumerResult::unexplained).sum();
    }

    boolean exact() {
        return consumers.stream().allMatch(ConsumerResult::exact);
    }
}
