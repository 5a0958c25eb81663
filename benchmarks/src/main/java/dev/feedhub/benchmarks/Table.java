package dev.feedhub.benchmarks;

import java.util.List;

/**
 * Rows that are measured in turn, round after round, since only their ratios mean anything.
 *
 * @param name names the table on the command line and its file of raw results
 * @param title the heading, with the unit
 * @param setting how subject and peers are set up, as Markdown
 * @param lessIsBetter whether the figure is a cost; else a rate
 * @param figures the names of the figures to show; the first is the one that targets compare
 */
record Table(
        String name,
        String title,
        String setting,
        boolean lessIsBetter,
        List<String> figures,
        List<Row> rows,
        List<Target> targets) {
    /** Of one figure that is a cost. */
    static Table ofCosts(String name, String title, String setting, List<Row> rows, Target... targets) {
        return new Table(name, title, setting, true, List.of(Workload.VALUE), rows, List.of(targets));
    }

    /** Of one figure that is a rate. */
    static Table ofRates(String name, String title, String setting, List<Row> rows, Target... targets) {
        return new Table(name, title, setting, false, List.of(Workload.VALUE), rows, List.of(targets));
    }
}
