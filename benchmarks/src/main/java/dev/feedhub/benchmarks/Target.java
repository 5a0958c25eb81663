package dev.feedhub.benchmarks;

import java.util.List;

/**
 * What a row is to reach beside other rows of its table.
 *
 * @param row the row that is judged
 * @param beside it is compared with the best of these; with nothing if there are none, and then it is the figure itself that is judged
 * @param cost whether costs are compared, which are to be at most {@code factor} times the peer's; else speeds, which are to be at least
 *     {@code factor} times the peer's
 * @param figure the figure that is judged; the first of the table if empty
 */
record Target(String row, List<String> beside, boolean cost, double factor, String figure) {
    static Target faster(double atLeast, String row, String... beside) {
        return new Target(row, List.of(beside), false, atLeast, "");
    }

    static Target costs(double atMost, String row, String... beside) {
        return new Target(row, List.of(beside), true, atMost, "");
    }

    /** A cost that is to be at most so much itself. */
    static Target atMost(double figure, String row) {
        return new Target(row, List.of(), true, figure, "");
    }

    /** A figure that is to be at least so much itself. */
    static Target atLeast(double figure, String row) {
        return new Target(row, List.of(), false, figure, "");
    }

    /** The same of another figure than the first; for a target that is compared with nothing. */
    Target of(String otherFigure) {
        return new Target(row, beside, cost, factor, otherFigure);
    }

    /** How many times the peer's cost or speed a row has, where less of the figure is better or worse. */
    double ratio(double own, double peer, boolean lessIsBetter) {
        return cost == lessIsBetter ? own / peer : peer / own;
    }

    boolean isMet(double ratio) {
        return cost ? ratio <= factor : ratio >= factor;
    }
}
