package dev.feedhub.benchmarks;

import static dev.feedhub.benchmarks.Row.own;
import static dev.feedhub.benchmarks.Row.peer;

import java.util.List;

/** What reaches listeners that read as fast as they can. */
final class DeliveryTables {
    private DeliveryTables() {}

    static List<Table> all() {
        return List.of(oneByOne(1, 2), oneByOne(4, 1.3), oneByOne(16, 1), inBatches(4, 1), inBatches(16, 0.6));
    }

    private static Table oneByOne(int listeners, double atLeast) {
        return new Table(
                "delivered-" + listeners,
                "Delivered to prompt listeners of capacity 128: " + listeners + " (million entries a second)",
                """
                One publisher; all listeners together; what a listener lost was not delivered. *Hub*: `next`. *SubmissionPublisher*: buffers of
                128, a pool of as many threads; it waits for the slowest. *EventBus*: Guava's, which calls each subscriber in the
                publisher's thread, so that one that waits stops them all.""",
                false,
                List.of(Workload.VALUE, Taking.LOST),
                List.of(
                        own("hub", HubDelivery.class, "listeners=" + listeners, "capacity=128"),
                        own(
                                "hub with timeout",
                                HubDelivery.class,
                                "listeners=" + listeners,
                                "capacity=128",
                                "timeout=true"),
                        own(
                                "hub in batches",
                                HubDelivery.class,
                                "listeners=" + listeners,
                                "capacity=128",
                                "batches=true"),
                        peer("SubmissionPublisher", SubmissionDelivery.class, "listeners=" + listeners, "capacity=128"),
                        peer("EventBus", EventBusDelivery.class, "listeners=" + listeners)),
                List.of(Target.faster(atLeast, "hub", "SubmissionPublisher")));
    }

    private static Table inBatches(int listeners, double atLeast) {
        return new Table(
                "batches-" + listeners,
                "Delivered in batches, capacity 8,192: " + listeners + " listeners (million entries a second)",
                """
                One publisher; all listeners together; what a listener lost was not delivered. *Hub*: `next`, then `drain`. *Disruptor*:
                `BlockingWaitStrategy`, an `EventHandler` for each listener, which is called in batches; it waits for the slowest.""",
                false,
                List.of(Workload.VALUE, Taking.LOST),
                List.of(
                        own(
                                "hub in batches",
                                HubDelivery.class,
                                "listeners=" + listeners,
                                "capacity=8192",
                                "batches=true"),
                        own("hub one by one", HubDelivery.class, "listeners=" + listeners, "capacity=8192"),
                        peer("Disruptor", DisruptorDelivery.class, "listeners=" + listeners, "capacity=8192")),
                List.of(Target.faster(atLeast, "hub in batches", "Disruptor")));
    }
}
