package dev.feedhub.benchmarks;

import com.lmax.disruptor.dsl.Disruptor;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Disruptors that wait on a lock: of 1,024 slots for one hop; for two, a handler that publishes to another of 8,192. */
final class DisruptorPipe implements Workload {
    private static final int ITEMS = 1_000_000;

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int publishers = parameters.number("publishers");
        boolean twoHops = parameters.number("hops") == 2;
        return Rounds.nanosPerItem(ITEMS, () -> {
            CountDownLatch done = new CountDownLatch(1);
            Disruptor<DisruptorSlot> last =
                    DisruptorSlot.disruptor(twoHops ? 8_192 : 1_024, twoHops || publishers == 1);
            int[] handled = new int[1];
            last.handleEventsWith((slot, sequence, endOfBatch) -> {
                if (++handled[0] == ITEMS) {
                    done.countDown();
                }
            });
            last.start();
            Disruptor<DisruptorSlot> feed = last;
            if (twoHops) {
                feed = DisruptorSlot.disruptor(1_024, publishers == 1);
                feed.handleEventsWith((slot, sequence, endOfBatch) -> DisruptorSlot.put(last, slot.item));
                feed.start();
            }
            Disruptor<DisruptorSlot> first = feed;
            Crew crew = new Crew();
            crew.share("publisher", publishers, ITEMS, () -> DisruptorSlot.put(first, "item"));
            crew.join();
            done.await();
            first.shutdown();
            last.shutdown();
        });
    }
}
