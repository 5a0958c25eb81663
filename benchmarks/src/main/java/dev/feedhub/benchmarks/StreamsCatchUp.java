package dev.feedhub.benchmarks;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;

/**
 * Streams from the oldest entry of a store in a folder, a thread for each, until each has caught up, in batches, each entry decoded;
 * thousands of entries a second, all streams together. Then the heap that is in use, in MB, while all are halfway. Parameters {@code
 * streams} and {@code behind}, the entries of the store.
 */
final class StreamsCatchUp implements Workload {
    static final String HEAP = "MB of heap";

    private static final double WARM_UP_SECONDS = 2;
    private static final double LEAST_SECONDS = 5;
    private static final int MOST_AT_ONCE = 1_024;

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int streams = parameters.number("streams");
        int behind = parameters.number("behind");
        Path folder = Scratch.folder();
        StoreLog.prepare(folder, behind);
        try (Hub<byte[]> hub = Hub.open(Hubs.durable(folder).build(), Codec.bytes())) {
            rate(hub, 1, behind, WARM_UP_SECONDS);
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put(VALUE, rate(hub, streams, behind, LEAST_SECONDS));
            figures.put(HEAP, heapHalfway(hub, streams, behind));
            return figures;
        }
    }

    /** Of as many catch-ups as take so long. */
    private static double rate(Hub<byte[]> hub, int streams, int behind, double least) throws Exception {
        double seconds = 0;
        long taken = 0;
        while (seconds < least) {
            seconds += Rounds.seconds(() -> {
                Crew crew = new Crew();
                for (int i = 0; i < streams; i++) {
                    crew.start("stream-" + i, () -> catchUp(hub, behind));
                }
                crew.join();
            });
            taken += (long) streams * behind;
        }
        return taken / seconds / 1e3;
    }

    private static void catchUp(Hub<byte[]> hub, int behind) throws InterruptedException {
        try (EventStream<byte[]> stream = hub.stream(StreamOptions.oldest())) {
            Seen seen = new Seen();
            take(stream, seen, behind);
            seen.check(behind);
            if (!(stream.next(Context.background()) instanceof Signal.CaughtUp)) {
                throw new IllegalStateException("a stream that took " + behind + " entries has not caught up");
            }
        }
    }

    private static void take(EventStream<byte[]> stream, Seen seen, int count) {
        for (int taken = 0; taken < count; ) {
            taken += stream.drain(Math.min(MOST_AT_ONCE, count - taken), (entry, lost) -> seen.see(entry));
        }
    }

    private static double heapHalfway(Hub<byte[]> hub, int streams, int behind) throws Exception {
        double[] megabytes = new double[1];
        CyclicBarrier halfway = new CyclicBarrier(streams, () -> {
            System.gc();
            megabytes[0] =
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
        });
        Crew crew = new Crew();
        for (int i = 0; i < streams; i++) {
            crew.start("stream-" + i, () -> {
                try (EventStream<byte[]> stream = hub.stream(StreamOptions.oldest())) {
                    take(stream, new Seen(), behind / 2);
                    halfway.await();
                }
            });
        }
        crew.join();
        return megabytes[0];
    }
}
