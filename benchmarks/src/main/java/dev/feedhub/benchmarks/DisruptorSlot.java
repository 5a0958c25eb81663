package dev.feedhub.benchmarks;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import org.jspecify.annotations.Nullable;

/** A slot of a disruptor that waits on a lock. */
final class DisruptorSlot {
    @Nullable
    Object item;

    static Disruptor<DisruptorSlot> disruptor(int size, boolean oneProducer) {
        return new Disruptor<>(
                DisruptorSlot::new,
                size,
                Thread::new,
                oneProducer ? ProducerType.SINGLE : ProducerType.MULTI,
                new BlockingWaitStrategy());
    }

    static void put(Disruptor<DisruptorSlot> disruptor, @Nullable Object item) {
        long sequence = disruptor.getRingBuffer().next();
        disruptor.getRingBuffer().get(sequence).item = item;
        disruptor.getRingBuffer().publish(sequence);
    }
}
