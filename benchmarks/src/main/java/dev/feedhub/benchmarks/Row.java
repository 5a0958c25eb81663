package dev.feedhub.benchmarks;

import java.util.List;

/**
 * A row of a table: one subject in one setting.
 *
 * @param name unique in its table; without commas
 * @param own whether it is Feedhub's; else a peer's or a limit's
 * @param workload the simple name of the class that measures it
 * @param parameters the setting, as {@code key=value}
 * @param jvmFlags added to those that every fork has
 * @param newJvm whether it needs JDK 25
 */
record Row(String name, boolean own, String workload, List<String> parameters, List<String> jvmFlags, boolean newJvm) {
    static Row own(String name, Class<? extends Workload> workload, String... parameters) {
        return new Row(name, true, workload.getSimpleName(), List.of(parameters), List.of(), false);
    }

    static Row peer(String name, Class<? extends Workload> workload, String... parameters) {
        return new Row(name, false, workload.getSimpleName(), List.of(parameters), List.of(), false);
    }

    Row with(List<String> flags) {
        return new Row(name, own, workload, parameters, flags, newJvm);
    }

    Row onNewJvm() {
        return new Row(name, own, workload, parameters, jvmFlags, true);
    }
}
