package dev.feedhub.benchmarks;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The limits of latency: a thread unparked by another, and array blocking queues of one hop and of two. */
final class HopLatency implements Workload {
    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        return switch (parameters.text("by")) {
            case "unpark" -> unpark();
            case "queue" -> queue(false);
            case "two queues" -> queue(true);
            default -> throw new IllegalArgumentException("by unpark, queue or two queues");
        };
    }

    private static Map<String, Double> unpark() throws Exception {
        Pace pace = new Pace();
        AtomicInteger made = new AtomicInteger();
        Crew crew = new Crew();
        Thread consumer = crew.start("consumer", () -> {
            for (int step = 0; step < Pace.STEPS; step++) {
                while (made.get() <= step) {
                    LockSupport.park();
                }
                pace.received(step);
            }
        });
        crew.start("publisher", () -> {
            for (int step = 0; step < Pace.STEPS; step++) {
                pace.awaitTurn(step);
                made.set(step + 1);
                LockSupport.unpark(consumer);
            }
        });
        crew.join();
        return pace.figures();
    }

    private static Map<String, Double> queue(boolean two) throws Exception {
        Pace pace = new Pace();
        BlockingQueue<String> first = new ArrayBlockingQueue<>(1_024);
        BlockingQueue<String> last = two ? new ArrayBlockingQueue<>(1_024) : first;
        Crew crew = new Crew();
        if (two) {
            crew.share("forwarder", 1, Pace.STEPS, () -> last.put(first.take()));
        }
        crew.start("consumer", () -> {
            for (int step = 0; step < Pace.STEPS; step++) {
                last.take();
                pace.received(step);
            }
        });
        crew.start("publisher", () -> {
            for (int step = 0; step < Pace.STEPS; step++) {
                pace.awaitTurn(step);
                first.put("item");
            }
        });
        crew.join();
        return pace.figures();
    }
}
