package dev.feedhub.benchmarks;

import static dev.feedhub.benchmarks.Row.own;
import static dev.feedhub.benchmarks.Row.peer;

import java.util.List;

/** What waiting, listeners and items cost beyond throughput. */
final class CostTables {
    private CostTables() {}

    static List<Table> all() {
        return List.of(blocked(), blockedVirtual(), latency(), memory(), garbage());
    }

    private static Table blocked() {
        return ofBlocked(
                "blocked",
                "Listeners blocked in `next`: processor time of hub and publisher (microseconds per item)",
                """
                One filter; a platform thread for each listener of capacity 128. Each item is published when all listeners wait. The time until all
                have it is not counted: on two cores that is the readers' own work. The first figure is the sum of the other two. What the publisher
                does, to wake the hub, is the same for any number of listeners.""",
                List.of(platform(1), platform(10), platform(100), platform(1_000)));
    }

    private static Table blockedVirtual() {
        return ofBlocked(
                "blocked-virtual",
                "The same with virtual threads, on JDK 25 (microseconds per item)",
                "One filter; a virtual thread for each listener of capacity 128.",
                List.of(virtual(1), virtual(100), virtual(1_000), virtual(10_000)));
    }

    private static Table ofBlocked(String name, String title, String setting, List<Row> rows) {
        List<Target> targets = rows.stream()
                .skip(1)
                .map(row -> Target.costs(2, row.name(), rows.get(0).name()))
                .toList();
        return new Table(
                name,
                title,
                setting,
                true,
                List.of(Workload.VALUE, BlockedListeners.PUBLISHER, BlockedListeners.HUB),
                rows,
                targets);
    }

    private static Row platform(int listeners) {
        return own(Integer.toString(listeners), BlockedListeners.class, "listeners=" + listeners);
    }

    private static Row virtual(int listeners) {
        return own(Integer.toString(listeners), BlockedListeners.class, "listeners=" + listeners, "virtual=true")
                .onNewJvm();
    }

    private static Table latency() {
        return new Table(
                "latency",
                "Latency from publish to a blocked listener, 10,000 items a second (microseconds)",
                """
                From the moment at which an item was due, so what comes late since the item before it did counts (no coordinated omission). The publisher
                waits for that moment busily. *Unpark*: a thread that another wakes, one hop. *Queue*: `ArrayBlockingQueue`. The hub has two hops.""",
                true,
                List.of("p50", "p99", "p99.9", "max"),
                List.of(
                        own("hub", HubLatency.class, "store=none"),
                        own("hub with timeout", HubLatency.class, "store=none", "timeout=true"),
                        own("hub with memory store", HubLatency.class, "store=memory"),
                        peer("unpark one hop", HopLatency.class, "by=unpark"),
                        peer("queue one hop", HopLatency.class, "by=queue"),
                        peer("queue two hops", HopLatency.class, "by=two queues")),
                List.of(Target.costs(1.3, "hub", "unpark one hop")));
    }

    private static Table memory() {
        return new Table(
                "memory",
                "Heap for each further listener of capacity 128 (bytes)",
                "50,000 listeners; the heap in use after full collections, before and after.",
                true,
                List.of(Workload.VALUE),
                List.of(
                        own("same filter", ListenerMemory.class),
                        own("filter of its own", ListenerMemory.class, "ownFilters=true")),
                List.of(Target.atMost(128, "same filter"), Target.atMost(2_048, "filter of its own")));
    }

    private static Table garbage() {
        return new Table(
                "garbage",
                "Garbage per published item (bytes)",
                """
                1,000,000 strings of four letters, one publisher, one listener that takes each entry. The publisher's is one object of 56, the item,
                which the ring, the channels and the listeners share; with a store it also has the bytes that the codec makes, 24. The hub's is
                a reference in the array of a batch, 4; with a store also a `Record` of 24 with its reference, what the memory store keeps of it, 22 in
                arrays, and as much again as these grow by doubling; the rest is of each batch and of each thousand records that
                the store keeps together. The listener's is a `Delivery` of 24, unless the compiler sees that nobody keeps it.""",
                true,
                List.of("all", "publisher", "hub", "listener"),
                List.of(
                        own("no index", PublishGarbage.class, "store=none"),
                        own("memory store", PublishGarbage.class, "store=memory")),
                List.of());
    }
}
