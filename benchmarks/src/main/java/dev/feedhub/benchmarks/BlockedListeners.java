package dev.feedhub.benchmarks;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Listeners with one filter that all wait when an item comes: microseconds of processor time that the hub's thread and the publisher spend
 * on it. Not the time until all have it, which is the readers' own.
 */
final class BlockedListeners implements Workload {
    static final String PUBLISHER = "publisher";
    static final String HUB = "hub";

    private static final int WARM_UP = 2_000;
    private static final int MEASURED = 2_000;
    private static final int LEAST_STEPS = 200;
    private static final long MOST_WAKE_UPS = 2_000_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final AtomicLong taken = new AtomicLong();

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int listeners = parameters.number("listeners");
        boolean virtual = parameters.is("virtual");
        try (Hub<String> hub = Hubs.open("none")) {
            CountDownLatch ended = new CountDownLatch(listeners);
            for (int i = 0; i < listeners; i++) {
                Listener<String> listener = hub.listen(ListenOptions.any().capacity(128));
                Runnable reader = () -> {
                    takeAll(listener);
                    ended.countDown();
                };
                VirtualThreads.start(virtual, reader);
            }
            long hubThread = hubThread();
            int steps = (int) Math.max(LEAST_STEPS, Math.min(MEASURED, MOST_WAKE_UPS / listeners));
            publish(hub, listeners, Math.min(WARM_UP, steps));
            long before = threads.getThreadCpuTime(hubThread);
            long publishing = publish(hub, listeners, steps);
            long hubs = threads.getThreadCpuTime(hubThread) - before;
            hub.stop(Context.background());
            ended.await();
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put(VALUE, (publishing + hubs) / 1e3 / steps);
            figures.put(PUBLISHER, publishing / 1e3 / steps);
            figures.put(HUB, hubs / 1e3 / steps);
            return figures;
        }
    }

    /** Publishes, each item when all listeners have the one before and wait again; gives the nanoseconds of processor time that it took. */
    private long publish(Hub<String> hub, int listeners, int steps) throws InterruptedException {
        long nanos = 0;
        for (int step = 0; step < steps; step++) {
            long all = taken.get() + listeners;
            long before = threads.getCurrentThreadCpuTime();
            hub.feed().publish(Context.background(), "a/b", "item");
            nanos += threads.getCurrentThreadCpuTime() - before;
            while (taken.get() < all) {
                LockSupport.parkNanos(50_000);
            }
            LockSupport.parkNanos(200_000); // until the last one waits
        }
        return nanos;
    }

    private void takeAll(Listener<String> listener) {
        try (listener) {
            while (true) {
                listener.next(Context.background());
                taken.incrementAndGet();
            }
        } catch (ClosedException done) {
            // the hub has stopped
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    static long hubThread() {
        List<Long> ids = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("feedhub"))
                .map(Thread::getId)
                .toList();
        if (ids.size() != 1) {
            throw new IllegalStateException(ids.size() + " threads of hubs, instead of 1");
        }
        return ids.get(0);
    }
}
