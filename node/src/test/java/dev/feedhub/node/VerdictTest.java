package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.node.Source.SourceResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private final RunResult good = RunResults.good();

    @Test
    void aGoodRunFulfilsEverything() {
        assertEquals(List.of(), Verdict.unmet(good));
    }

    @Test
    void aGapADuplicateAndAnUnexplainedLossAreEachNamed() {
        assertUnmet("gaps: 1, must be 0", withPrompt(differing(1, 0, 0, true)));
        assertUnmet("duplicates: 1, must be 0", withPrompt(differing(0, 1, 0, true)));
        assertUnmet("unexplained losses: 1, must be 0", withPrompt(differing(0, 0, 1, true)));
        assertUnmet(
                "too many differences to count: the numbers of gaps and duplicates are lower bounds",
                withPrompt(differing(0, 0, 0, false)));
    }

    @Test
    void tooLittleIsNamed() {
        assertUnmet("published: 999 items, must be 1000 or more", run(good.consumers(), 999, 999, 0, 1_200));
        assertUnmet(
                "behind when the stream was resumed: 99 entries, must be 100 or more",
                run(good.consumers(), 135_906, 135_906, 0, 99));
        assertUnmet(
                "behind when the stream was resumed: never cut off, must be 100 or more",
                new RunResult(
                        good.sources(),
                        good.consumers(),
                        1_000,
                        1_000,
                        0,
                        1,
                        OptionalLong.empty(),
                        good.reopened(),
                        1,
                        List.of()));
        assertUnmet(
                "behind when the stream was resumed after the store was opened again: 0 entries, must be 1 or more",
                good.with(new Reopened("lmdb", 0, 135_906, 1)));
        assertUnmet(
                "lost by the slow listener: 99 entries, must be 100 or more",
                withSlow(RunResults.consumer("slow", 1_000, 901, 99, 99)));
    }

    @Test
    void whatIsNotRecoveredIsNamed() {
        assertUnmet(
                "recovered by the slow listener: 899 entries, must be the 900 lost",
                withSlow(RunResults.consumer("slow", 1_000, 100, 900, 899)));
    }

    @Test
    void whatIsNotIndexedOrWasRemovedIsNamed() {
        assertUnmet(
                "indexed: 135905 items, must be the 135906 published",
                run(good.consumers(), 135_906, 135_905, 0, 1_200));
        assertUnmet("removed by retention: 7 entries, must be 0", run(good.consumers(), 135_906, 135_906, 7, 1_200));
    }

    @Test
    void whoFailedIsNamed() {
        SourceResult broken = new SourceResult("input", 5_000, 0, 1, List.of(), Optional.of("disk gone"));
        assertUnmet(
                "input failed: disk gone",
                new RunResult(
                        List.of(broken),
                        good.consumers(),
                        5_000,
                        5_000,
                        0,
                        1,
                        OptionalLong.of(500),
                        good.reopened(),
                        1,
                        List.of()));
    }

    private void assertUnmet(String condition, RunResult run) {
        assertEquals(List.of(condition), Verdict.unmet(run));
    }

    private RunResult run(List<ConsumerResult> consumers, long published, long indexed, long removed, long behind) {
        return new RunResult(
                good.sources(),
                consumers,
                published,
                indexed,
                removed,
                1,
                OptionalLong.of(behind),
                good.reopened(),
                1,
                List.of());
    }

    private RunResult withPrompt(ConsumerResult prompt) {
        return with(0, prompt);
    }

    private RunResult withSlow(ConsumerResult slow) {
        return with(1, slow);
    }

    private RunResult with(int index, ConsumerResult consumer) {
        List<ConsumerResult> consumers = new ArrayList<>(good.consumers());
        consumers.set(index, consumer);
        return run(consumers, 135_906, 135_906, 0, 1_200);
    }

    private static ConsumerResult differing(long gaps, long duplicates, long unexplained, boolean exact) {
        return new ConsumerResult(
                "prompt",
                135_906,
                135_906,
                135_906,
                0,
                0,
                gaps,
                duplicates,
                unexplained,
                exact,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
