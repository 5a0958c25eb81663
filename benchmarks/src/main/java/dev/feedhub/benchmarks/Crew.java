package dev.feedhub.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads of one round. What one of them throws fails the round. */
final class Crew {
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Starts a thread. */
    Thread start(String name, Rounds.Round work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Throwable thrown) {
                        failure.compareAndSet(null, thrown);
                    }
                },
                name);
        thread.start();
        threads.add(thread);
        return thread;
    }

    /** Starts threads that do the same step so often that they do it {@code items} times together. */
    void share(String name, int threads, int items, Rounds.Round step) {
        for (int i = 0; i < threads; i++) {
            start(name + "-" + i, () -> {
                for (int done = 0; done < items / threads; done++) {
                    step.run();
                }
            });
        }
    }

    /** Waits until all that were started have ended. */
    void join() throws Exception {
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("a thread of the workload failed", thrown);
        }
    }
}
