package dev.feedhub.benchmarks;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Listener;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes all that a listener gets until its hub stops. Both forms give how many entries it lost. */
final class Taking {
    /** The figure for the share of entries, in percent, that listeners lost as they were too slow. */
    static final String LOST = "lost %";

    private static final int MOST_AT_ONCE = 1_024;

    private Taking() {}

    static long oneByOne(Context ctx, Listener<?> listener) throws InterruptedException {
        try (listener) {
            while (true) {
                listener.next(ctx);
            }
        } catch (ClosedException done) {
            return listener.lost();
        }
    }

    /** Waits for an entry, then takes with it what else there is. */
    static long inBatches(Context ctx, Listener<String> listener) throws InterruptedException {
        try (listener) {
            while (true) {
                listener.next(ctx);
                listener.drain(MOST_AT_ONCE, (entry, lost) -> {});
            }
        } catch (ClosedException done) {
            return listener.lost();
        }
    }

    static Map<String, Double> figures(double value, long lost, long published) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(Workload.VALUE, value);
        figures.put(LOST, 100.0 * lost / published);
        return figures;
    }
}
