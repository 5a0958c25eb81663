package dev.feedhub.benchmarks;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.dsl.Disruptor;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * One publisher and handlers of a disruptor that waits on a lock and for the slowest; each handler is called for each event, in batches
 * of what has come. Millions of deliveries a second.
 */
final class DisruptorDelivery implements Workload {
    private static final int DELIVERIES = 4_000_000;

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int listeners = parameters.number("listeners");
        int capacity = parameters.number("capacity");
        int items = DELIVERIES / listeners;
        return Rounds.median(() -> {
            double seconds = Rounds.seconds(() -> {
                CountDownLatch done = new CountDownLatch(listeners);
                Disruptor<DisruptorSlot> disruptor = DisruptorSlot.disruptor(capacity, true);
                for (int i = 0; i < listeners; i++) {
                    disruptor.handleEventsWith(counting(items, done));
                }
                disruptor.start();
                Crew crew = new Crew();
                crew.share("publisher", 1, items, () -> DisruptorSlot.put(disruptor, "item"));
                crew.join();
                done.await();
                disruptor.shutdown();
            });
            return Taking.figures((double) items * listeners / seconds / 1e6, 0, items);
        });
    }

    private static EventHandler<DisruptorSlot> counting(int items, CountDownLatch done) {
        int[] taken = new int[1];
        return (slot, sequence, endOfBatch) -> {
            if (++taken[0] == items) {
                done.countDown();
            }
        };
    }
}
