package dev.feedhub.conformance;

import java.util.List;

/** Makes operations one after the other. A failure tells all of them, up to the one that failed. */
final class Steps {
    /** Makes an operation, and compares what it gives with what it is to give. */
    interface Step<O> {
        void make(O operation) throws InterruptedException;
    }

    private Steps() {}

    static <O> void make(List<O> operations, Step<O> step) throws InterruptedException {
        for (int i = 0; i < operations.size(); i++) {
            try {
                step.make(operations.get(i));
            } catch (AssertionError | RuntimeException failed) {
                throw BrokenRule.withEnd(failed, told(operations.subList(0, i + 1)));
            }
        }
    }

    private static String told(List<?> operations) {
        StringBuilder told = new StringBuilder("\nThat is of the last of these operations:");
        for (int i = 0; i < operations.size(); i++) {
            told.append("\n  ").append(i + 1).append(". ").append(operations.get(i));
        }
        return told.toString();
    }
}
