package dev.feedhub.conformance;

import java.util.List;

/** The threads that are named after a hub. */
final class HubThreads {
    private HubThreads() {}

    static List<String> named(String hub) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches(".*\\b" + hub + "\\b.*"))
                .toList();
    }

    static void awaitNone(String hub) {
        Task.await(
                "threads of " + hub + " to end after its close (H-7)",
                () -> named(hub).isEmpty());
    }
}
