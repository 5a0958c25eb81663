package dev.feedhub.benchmarks;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Consumer;

/** Submission publishers: with a buffer of 1,024 for one hop; for two, a subscriber that submits to another of 8,192. */
final class SubmissionPipe implements Workload {
    private static final int ITEMS = 1_000_000;

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int publishers = parameters.number("publishers");
        boolean twoHops = parameters.number("hops") == 2;
        ExecutorService executor = Executors.newCachedThreadPool();
        return Rounds.nanosPerItem(ITEMS, () -> {
            CountDownLatch done = new CountDownLatch(1);
            int[] taken = new int[1];
            SubmissionPublisher<String> last = new SubmissionPublisher<>(executor, twoHops ? 8_192 : 1_024);
            last.subscribe(new Each<>(item -> {
                if (++taken[0] == ITEMS) {
                    done.countDown();
                }
            }));
            SubmissionPublisher<String> feed = last;
            if (twoHops) {
                feed = new SubmissionPublisher<>(executor, 1_024);
                feed.subscribe(new Each<>(last::submit));
            }
            SubmissionPublisher<String> first = feed;
            Crew crew = new Crew();
            crew.share("publisher", publishers, ITEMS, () -> first.submit("item"));
            crew.join();
            done.await();
            first.close();
            last.close();
        });
    }

    /** Asks for everything at once, and does something with each. */
    record Each<T>(Consumer<T> step) implements Flow.Subscriber<T> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(T item) {
            step.accept(item);
        }

        @Override
        public void onError(Throwable failed) {
            throw new IllegalStateException(failed);
        }

        @Override
        public void onComplete() {}
    }
}
