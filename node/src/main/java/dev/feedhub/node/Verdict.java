package dev.feedhub.node;

import java.util.ArrayList;
import java.util.List;

/** Says what a run did not fulfil. */
final class Verdict {
    private static final int FEWEST_PUBLISHED = 1_000;
    private static final int FEWEST_LOST = 100;
    private static final int FEWEST_BEHIND = 100;

    private Verdict() {}

    /** One line for each condition that is not met; empty where all are. */
    static List<String> unmet(RunResult run) {
        List<String> unmet = new ArrayList<>(run.failures());
        run.sources()
                .forEach(source -> source.failure().ifPresent(why -> unmet.add(source.name() + " failed: " + why)));
        for (ConsumerResult consumer : run.consumers()) {
            consumer.failure().ifPresent(why -> unmet.add(consumer.name() + " failed: " + why));
            consumer.first().ifPresent(first -> unmet.add(consumer.name() + ": first difference: " + first));
        }
        require(unmet, run.gaps() == 0, "gaps: " + run.gaps() + ", must be 0");
        require(unmet, run.duplicates() == 0, "duplicates: " + run.duplicates() + ", must be 0");
        require(unmet, run.unexplained() == 0, "unexplained losses: " + run.unexplained() + ", must be 0");
        require(
                unmet,
                run.exact(),
                "too many differences to count: the numbers of gaps and duplicates are lower bounds");
        require(
                unmet,
                run.published() >= FEWEST_PUBLISHED,
                "published: " + run.published() + " items, must be " + FEWEST_PUBLISHED + " or more");
        require(
                unmet,
                run.indexed() == run.published(),
                "indexed: " + run.indexed() + " items, must be the " + run.published() + " published");
        ConsumerResult slow = run.consumers().get(run.slow());
        require(
                unmet,
                slow.lost() >= FEWEST_LOST,
                "lost by the slow listener: " + slow.lost() + " entries, must be " + FEWEST_LOST + " or more");
        require(
                unmet,
                slow.recovered() == slow.lost(),
                "recovered by the slow listener: " + slow.recovered() + " entries, must be the " + slow.lost()
                        + " lost");
        require(
                unmet,
                run.behind().orElse(0) >= FEWEST_BEHIND,
                "behind when the stream was resumed: "
                        + (run.behind().isPresent() ? run.behind().getAsLong() + " entries" : "never cut off")
                        + ", must be " + FEWEST_BEHIND + " or more");
        run.reopened()
                .ifPresent(
                        after -> require(
                                unmet,
                                after.behind() > 0,
                                "behind when the stream was resumed after the store was opened again: 0 entries, must be 1 or more"));
        require(unmet, run.removed() == 0, "removed by retention: " + run.removed() + " entries, must be 0");
        return unmet;
    }

    private static void require(List<String> unmet, boolean met, String condition) {
        if (!met) {
            unmet.add(condition);
        }
    }
}
