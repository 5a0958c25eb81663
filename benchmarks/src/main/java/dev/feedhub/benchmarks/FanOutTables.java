package dev.feedhub.benchmarks;

import static dev.feedhub.benchmarks.Row.own;
import static dev.feedhub.benchmarks.Row.peer;

import java.util.List;

/** What publishing costs where nobody reads. */
final class FanOutTables {
    private static final List<String> AGRONA_FLAGS = List.of("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");

    private FanOutTables() {}

    static List<Table> all() {
        return List.of(oneFilter(), allMatching(), oneMatching());
    }

    private static Table oneFilter() {
        return Table.ofCosts(
                "fan-out",
                "Fan-out: listeners that do not read (nanoseconds per item)",
                """
                One publisher; listeners of capacity 128 with one filter. *Agrona*: `BroadcastTransmitter` of 8 bytes, 128 places, whoever
                listens. *SubmissionPublisher*: `offer` to subscribers that ask for nothing, buffers of 128; what does not fit is dropped.
                *Plain store*: a reference into one ring, all that a broadcast cannot do without. The hub's figure is of publisher and hub
                together, which are two threads; the others are one thread's.""",
                List.of(
                        own("hub 1", Jmh.class, "method=IdleFanOut.publish", "listeners=1"),
                        own("hub 10", Jmh.class, "method=IdleFanOut.publish", "listeners=10"),
                        own("hub 100", Jmh.class, "method=IdleFanOut.publish", "listeners=100"),
                        own("hub 1000", Jmh.class, "method=IdleFanOut.publish", "listeners=1000"),
                        own("hub 10000", Jmh.class, "method=IdleFanOut.publish", "listeners=10000"),
                        peer("Agrona", Jmh.class, "method=AgronaBroadcast.transmit")
                                .with(AGRONA_FLAGS),
                        peer("SubmissionPublisher 1", Jmh.class, "method=IdlePeers.submission", "listeners=1"),
                        peer("SubmissionPublisher 100", Jmh.class, "method=IdlePeers.submission", "listeners=100"),
                        peer("SubmissionPublisher 10000", Jmh.class, "method=IdlePeers.submission", "listeners=10000"),
                        peer("plain store", Jmh.class, "method=IdlePeers.stores")),
                Target.costs(1.2, "hub 10000", "hub 1"),
                Target.costs(1.2, "hub 1", "Agrona"),
                Target.costs(1.2, "hub 10000", "Agrona"),
                Target.faster(5_000, "hub 10000", "SubmissionPublisher 10000"));
    }

    private static Table allMatching() {
        return Table.ofCosts(
                "filters",
                "Filters, all different, all matching (nanoseconds per item)",
                """
                One publisher; a listener of capacity 128 for each filter, which does not read. *Stores*: a reference into a ring for each
                listener.""",
                List.of(
                        filters("hub 10", 10),
                        filters("hub 100", 100),
                        filters("hub 1000", 1_000),
                        filters("hub 10000", 10_000),
                        peer("stores 10", Jmh.class, "method=IdlePeers.stores", "listeners=10"),
                        peer("stores 100", Jmh.class, "method=IdlePeers.stores", "listeners=100"),
                        peer("stores 1000", Jmh.class, "method=IdlePeers.stores", "listeners=1000"),
                        peer("stores 10000", Jmh.class, "method=IdlePeers.stores", "listeners=10000")),
                Target.costs(4, "hub 10", "stores 10"),
                Target.costs(4, "hub 100", "stores 100"),
                Target.costs(4, "hub 1000", "stores 1000"),
                Target.costs(4, "hub 10000", "stores 10000"));
    }

    private static Row filters(String name, int count) {
        return own(
                name,
                Jmh.class,
                "method=IdleFanOut.publish",
                "listeners=" + count,
                "filters=" + count,
                "allMatch=true");
    }

    private static Table oneMatching() {
        return Table.ofCosts(
                "one-of-100",
                "10,000 listeners on 100 filters, of which one matches (nanoseconds per item)",
                "One publisher; listeners of capacity 128 that do not read.",
                List.of(
                        own("one filter", Jmh.class, "method=IdleFanOut.publish", "listeners=10000"),
                        own("100 filters", Jmh.class, "method=IdleFanOut.publish", "listeners=10000", "filters=100")),
                Target.costs(3, "100 filters", "one filter"));
    }
}
