package dev.feedhub.node;

import java.util.List;

/**
 * The journals of a run. An item's label tells its source: labels that begin with {@value #FLIGHT_RECORDER_PREFIX} are the flight
 * recorder's, all others the input's.
 *
 * @param flightRecorder the journal of the flight recorder's events
 * @param input the journal of the lines of the input
 */
record Journals(Journal flightRecorder, Journal input) {
    static final String FLIGHT_RECORDER_PREFIX = "jfr/";

    Journals() {
        this(new Journal("jfr"), new Journal("input"));
    }

    Journal of(String label) {
        return label.startsWith(FLIGHT_RECORDER_PREFIX) ? flightRecorder : input;
    }

    List<Journal> all() {
        return List.of(flightRecorder, input);
    }

    long size() {
        return (long) flightRecorder.size() + input.size();
    }
}
