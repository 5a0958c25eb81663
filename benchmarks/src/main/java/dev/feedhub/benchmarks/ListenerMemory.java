package dev.feedhub.benchmarks;

import dev.feedhub.Hub;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Bytes of heap for each further listener of capacity 128: of one filter, or of a filter of its own. */
final class ListenerMemory implements Workload {
    private static final int LISTENERS = 50_000;
    private static final int COLLECTIONS = 5;

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        boolean ownFilters = parameters.is("ownFilters");
        List<Listener<String>> listeners = new ArrayList<>(LISTENERS);
        List<LabelFilter> filters = new ArrayList<>(LISTENERS);
        for (int i = 0; i < LISTENERS; i++) {
            filters.add(LabelFilter.exactly("label/" + (ownFilters ? i : 0)));
        }
        try (Hub<String> hub = Hubs.open("none")) {
            listeners.add(hub.listen(new ListenOptions(filters.get(0), 128)));
            long before = usedBytes();
            for (int i = 1; i < LISTENERS; i++) {
                listeners.add(hub.listen(new ListenOptions(filters.get(i), 128)));
            }
            long after = usedBytes();
            return Map.of(VALUE, (double) (after - before) / (listeners.size() - 1));
        }
    }

    private static long usedBytes() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
