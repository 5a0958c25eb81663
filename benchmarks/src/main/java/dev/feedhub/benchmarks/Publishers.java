package dev.feedhub.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Threads that publish an equal share each. */
final class Publishers {
    private Publishers() {}

    /** Puts one item where it is to go. */
    interface Put {
        void item() throws InterruptedException;
    }

    static void run(int publishers, int items, Put put) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < publishers; p++) {
            Thread thread = new Thread(() -> publish(items / publishers, put), "publisher-" + p);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void publish(int items, Put put) {
        try {
            for (int i = 0; i < items; i++) {
                put.item();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
