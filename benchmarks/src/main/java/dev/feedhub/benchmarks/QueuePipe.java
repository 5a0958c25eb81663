package dev.feedhub.benchmarks;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** What users would pick for the pipe: array blocking queues, of the feed's and the listener's capacity. */
final class QueuePipe {
    private static final String ITEM = "item";

    private QueuePipe() {}

    /** Publishers, a queue of 1,024, a consumer. */
    static void oneHop(int publishers, int items) throws InterruptedException {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(1_024);
        Thread consumer = start("consumer", items, queue::take);
        Publishers.run(publishers, items, () -> queue.put(ITEM));
        consumer.join();
    }

    /** Publishers, a queue of 1,024, a thread that forwards, a queue of 8,192, a consumer: as many hops as a hub has. */
    static void twoHops(int publishers, int items) throws InterruptedException {
        BlockingQueue<String> feed = new ArrayBlockingQueue<>(1_024);
        BlockingQueue<String> delivered = new ArrayBlockingQueue<>(8_192);
        Thread forwarder = start("forwarder", items, () -> delivered.put(feed.take()));
        Thread consumer = start("consumer", items, delivered::take);
        Publishers.run(publishers, items, () -> feed.put(ITEM));
        forwarder.join();
        consumer.join();
    }

    private static Thread start(String name, int items, Publishers.Put step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        for (int i = 0; i < items; i++) {
                            step.item();
                        }
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.start();
        return thread;
    }
}
