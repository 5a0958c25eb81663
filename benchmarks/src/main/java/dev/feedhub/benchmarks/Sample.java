package dev.feedhub.benchmarks;

import java.util.Map;

/**
 * What one fork told.
 *
 * @param row the name of the row that it measured
 * @param others the share of the machine, 0 to 1, that other processes used meanwhile
 */
record Sample(String row, double others, Map<String, Double> figures) {
    /** A fork is left out if others used more of the machine than this: the one rule by which forks are left out. */
    static final double MOST_OF_OTHERS = 0.12;

    boolean isDisturbed() {
        return others > MOST_OF_OTHERS;
    }
}
