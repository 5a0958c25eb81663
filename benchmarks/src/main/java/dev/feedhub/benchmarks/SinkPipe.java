package dev.feedhub.benchmarks;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A Reactor sink that buffers 1,024, and a subscriber on a thread of its own; who finds it full or busy tries again. */
final class SinkPipe implements Workload {
    private static final int ITEMS = 1_000_000;

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // a sink has no call that waits
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int publishers = parameters.number("publishers");
        return Rounds.nanosPerItem(ITEMS, () -> {
            CountDownLatch done = new CountDownLatch(1);
            int[] taken = new int[1];
            Scheduler scheduler = Schedulers.newSingle("consumer");
            Sinks.Many<String> sink = Sinks.many().multicast().onBackpressureBuffer(1_024);
            sink.asFlux().publishOn(scheduler, 8_192).subscribe(item -> {
                if (++taken[0] == ITEMS) {
                    done.countDown();
                }
            });
            Crew crew = new Crew();
            crew.share("publisher", publishers, ITEMS, () -> {
                while (sink.tryEmitNext("item").isFailure()) {
                    Thread.yield();
                }
            });
            crew.join();
            done.await();
            scheduler.dispose();
        });
    }
}
