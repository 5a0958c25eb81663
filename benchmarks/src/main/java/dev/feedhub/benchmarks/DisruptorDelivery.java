package dev.feedhub.benchmarks;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One publisher and handlers of a disruptor that waits on a lock and for the slowest; each handler is called for each event, in batches
 * of what has come. Millions of deliveries a second.
 */
final class DisruptorDelivery implements Workload {
    private static final int DELIVERIES = 4_000_000;

    /** A slot of the ring. */
    private static final class Slot {
        @Nullable
        Object item;
    }

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int listeners = parameters.number("listeners");
        int capacity = parameters.number("capacity");
        int items = DELIVERIES / listeners;
        return Rounds.median(() -> {
            double seconds = Rounds.seconds(() -> {
                CountDownLatch done = new CountDownLatch(listeners);
                Disruptor<Slot> disruptor = new Disruptor<>(
                        Slot::new, capacity, Thread::new, ProducerType.SINGLE, new BlockingWaitStrategy());
                for (int i = 0; i < listeners; i++) {
                    disruptor.handleEventsWith(counting(items, done));
                }
                disruptor.start();
                Crew crew = new Crew();
                crew.share("publisher", 1, items, () -> {
                    long sequence = disruptor.getRingBuffer().next();
                    disruptor.getRingBuffer().get(sequence).item = "item";
                    disruptor.getRingBuffer().publish(sequence);
                });
                crew.join();
                done.await();
                disruptor.shutdown();
            });
            return Taking.figures((double) items * listeners / seconds / 1e6, 0, items);
        });
    }

    private static EventHandler<Slot> counting(int items, CountDownLatch done) {
        int[] taken = new int[1];
        return (slot, sequence, endOfBatch) -> {
            if (++taken[0] == items) {
                done.countDown();
            }
        };
    }
}
