package dev.feedhub.benchmarks;

import java.util.Map;

/** What one fork measures, of one subject in one setting. Has a constructor without parameters. */
interface Workload {
    /** The name of the figure of a workload that has only one. */
    String VALUE = "value";

    /**
     * Warms up and measures.
     *
     * @return figures by name, in the units of the table
     */
    Map<String, Double> measure(Parameters parameters) throws Exception;
}
