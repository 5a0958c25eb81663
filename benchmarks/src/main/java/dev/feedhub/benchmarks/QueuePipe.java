package dev.feedhub.benchmarks;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Array blocking queues: of 1,024 for one hop; for two, a thread that forwards to another of 8,192. */
final class QueuePipe implements Workload {
    private static final int ITEMS = 1_000_000;
    private static final String ITEM = "item";

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int publishers = parameters.number("publishers");
        boolean twoHops = parameters.number("hops") == 2;
        return Rounds.nanosPerItem(ITEMS, () -> {
            BlockingQueue<String> feed = new ArrayBlockingQueue<>(1_024);
            BlockingQueue<String> last = twoHops ? new ArrayBlockingQueue<>(8_192) : feed;
            Crew crew = new Crew();
            if (twoHops) {
                crew.share("forwarder", 1, ITEMS, () -> last.put(feed.take()));
            }
            crew.share("consumer", 1, ITEMS, last::take);
            crew.share("publisher", publishers, ITEMS, () -> feed.put(ITEM));
            crew.join();
        });
    }
}
