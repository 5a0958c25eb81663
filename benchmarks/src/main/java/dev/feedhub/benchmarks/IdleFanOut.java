package dev.feedhub.benchmarks;

import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What an item costs its publisher where listeners of capacity 128 do not read. As the publisher soon waits for the hub, this is the cost
 * on the slower of the two threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IdleFanOut {
    /** How many listeners. */
    @Param("1")
    int listeners;

    /** On how many filters, all different; 0 for one that matches everything. */
    @Param("0")
    int filters;

    /** Whether all filters match what is published; else the first alone does. */
    @Param("false")
    boolean allMatch;

    private final Hub<String> hub = Hubs.open("none");

    /** Opens the listeners. */
    @Setup
    public void open() {
        for (int i = 0; i < listeners; i++) {
            hub.listen(new ListenOptions(filters == 0 ? LabelFilter.any() : filter(i % filters), 128));
        }
    }

    private LabelFilter filter(int number) {
        LabelFilter filter = LabelFilter.exactly("a/" + number);
        return allMatch ? LabelFilter.anyOf(LabelFilter.exactly("a/0"), filter) : filter;
    }

    /** Closes the hub. */
    @TearDown
    public void close() {
        hub.close();
    }

    /**
     * Publishes an item.
     *
     * @throws InterruptedException if interrupted
     */
    @Benchmark
    public void publish() throws InterruptedException {
        hub.feed().publish(Context.background(), "a/0", "item");
    }
}
