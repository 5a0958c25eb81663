package dev.feedhub.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What an item costs where nobody reads: with peers, and with no more than the stores that cannot be done without. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IdlePeers {
    private static final int CAPACITY = 128;
    private static final VarHandle PLACES = MethodHandles.arrayElementVarHandle(Object[].class);

    /** How many rings, or subscribers. */
    @Param("1")
    int listeners;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final SubmissionPublisher<String> publisher = new SubmissionPublisher<>(executor, CAPACITY);
    private Object[][] rings = {};
    private int next;

    /** Makes the rings and subscribers. */
    @Setup
    public void open() {
        rings = new Object[listeners][CAPACITY];
        for (int i = 0; i < listeners; i++) {
            publisher.subscribe(new Idle());
        }
    }

    /** Offers to subscribers of a submission publisher that ask for nothing; what does not fit is dropped. */
    @Benchmark
    public void submission() {
        publisher.offer("item", (subscriber, item) -> false);
    }

    /** Stores a reference into a ring for each listener, in release mode. */
    @Benchmark
    public void stores() {
        int place = next++ & (CAPACITY - 1);
        for (Object[] ring : rings) {
            PLACES.setRelease(ring, place, "item");
        }
    }

    /** Asks for nothing. */
    private static final class Idle implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {}

        @Override
        public void onNext(String item) {}

        @Override
        public void onError(Throwable failed) {}

        @Override
        public void onComplete() {}
    }
}
