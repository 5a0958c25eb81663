package dev.feedhub.benchmarks;

import static dev.feedhub.benchmarks.Row.own;
import static dev.feedhub.benchmarks.Row.peer;

import java.util.List;
import java.util.stream.Stream;

/** Publishers, a bounded feed, one prompt consumer that blocks. */
final class PipeTables {
    private static final String SETTING = """
            1,000,000 strings a round. *Hub*: the default feed of 1,024, no index, one listener of capacity 8,192 that takes one entry at a time;
            calls wait with the background context, or with one that times out. *Queue*: `ArrayBlockingQueue` of 1,024; for two hops a thread
            forwards to another of 8,192. *Disruptor*: the same sizes, `BlockingWaitStrategy`. *SubmissionPublisher*: the same sizes, on a cached
            pool. *Sink*: Reactor's multicast sink of 1,024 with `publishOn` of 8,192; a publisher that finds it busy or full yields and tries again.
            A hub has two hops.""";

    private PipeTables() {}

    static List<Table> all() {
        return Stream.of(1, 2, 4).map(PipeTables::table).toList();
    }

    private static Table table(int publishers) {
        String setting = "publishers=" + publishers;
        return new Table(
                "pipe-" + publishers,
                "Pipe, publishers: " + publishers + " (nanoseconds per item)",
                SETTING,
                true,
                List.of(Workload.VALUE, Taking.LOST),
                List.of(
                        own("hub", HubPipe.class, setting, "store=none"),
                        own("hub with timeout", HubPipe.class, setting, "store=none", "timeout=true"),
                        own("hub with memory store", HubPipe.class, setting, "store=memory"),
                        peer("queue one hop", QueuePipe.class, setting, "hops=1"),
                        peer("queue two hops", QueuePipe.class, setting, "hops=2"),
                        peer("Disruptor one hop", DisruptorPipe.class, setting, "hops=1"),
                        peer("Disruptor two hops", DisruptorPipe.class, setting, "hops=2"),
                        peer("SubmissionPublisher one hop", SubmissionPipe.class, setting, "hops=1"),
                        peer("SubmissionPublisher two hops", SubmissionPipe.class, setting, "hops=2"),
                        peer("Sink one hop", SinkPipe.class, setting)),
                List.of(
                        Target.faster(3, "hub", "queue two hops", "Disruptor two hops", "SubmissionPublisher two hops"),
                        Target.faster(
                                1.5,
                                "hub",
                                "queue one hop",
                                "Disruptor one hop",
                                "SubmissionPublisher one hop",
                                "Sink one hop")));
    }
}
