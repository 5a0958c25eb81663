package dev.feedhub.benchmarks;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SubmissionPublisher;

/** One publisher and subscribers of a submission publisher, which waits for the slowest; millions of deliveries a second. */
final class SubmissionDelivery implements Workload {
    private static final int DELIVERIES = 4_000_000;

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int listeners = parameters.number("listeners");
        int capacity = parameters.number("capacity");
        int items = DELIVERIES / listeners;
        ExecutorService executor = Executors.newFixedThreadPool(listeners);
        return Rounds.median(() -> {
            double seconds = Rounds.seconds(() -> {
                CountDownLatch done = new CountDownLatch(listeners);
                try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>(executor, capacity)) {
                    for (int i = 0; i < listeners; i++) {
                        int[] taken = new int[1];
                        publisher.subscribe(new SubmissionPipe.Each<>(item -> {
                            if (++taken[0] == items) {
                                done.countDown();
                            }
                        }));
                    }
                    Crew crew = new Crew();
                    crew.share("publisher", 1, items, () -> publisher.submit("item"));
                    crew.join();
                    done.await();
                }
            });
            return Taking.figures((double) items * listeners / seconds / 1e6, 0, items);
        });
    }
}
