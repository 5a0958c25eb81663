package dev.feedhub.benchmarks;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Disruptors that wait on a lock: of 1,024 slots for one hop; for two, a handler that publishes to another of 8,192. */
final class DisruptorPipe implements Workload {
    private static final int ITEMS = 1_000_000;

    /** A slot of the ring. */
    private static final class Slot {
        @Nullable
        Object item;
    }

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int publishers = parameters.number("publishers");
        boolean twoHops = parameters.number("hops") == 2;
        return Rounds.nanosPerItem(ITEMS, () -> {
            CountDownLatch done = new CountDownLatch(1);
            Disruptor<Slot> last = disruptor(twoHops ? 8_192 : 1_024, twoHops || publishers == 1);
            int[] handled = new int[1];
            last.handleEventsWith((slot, sequence, endOfBatch) -> {
                if (++handled[0] == ITEMS) {
                    done.countDown();
                }
            });
            last.start();
            Disruptor<Slot> feed = last;
            if (twoHops) {
                feed = disruptor(1_024, publishers == 1);
                feed.handleEventsWith((slot, sequence, endOfBatch) -> put(last, slot.item));
                feed.start();
            }
            Disruptor<Slot> first = feed;
            Crew crew = new Crew();
            crew.share("publisher", publishers, ITEMS, () -> put(first, "item"));
            crew.join();
            done.await();
            first.shutdown();
            last.shutdown();
        });
    }

    private static Disruptor<Slot> disruptor(int size, boolean single) {
        return new Disruptor<>(
                Slot::new,
                size,
                Thread::new,
                single ? ProducerType.SINGLE : ProducerType.MULTI,
                new BlockingWaitStrategy());
    }

    private static void put(Disruptor<Slot> disruptor, @Nullable Object item) {
        long sequence = disruptor.getRingBuffer().next();
        disruptor.getRingBuffer().get(sequence).item = item;
        disruptor.getRingBuffer().publish(sequence);
    }
}
