package dev.feedhub.benchmarks;

import dev.feedhub.store.Record;
import java.util.List;
import java.util.Map;

/** Scans a peer's log, each record decoded to the same values as those of a store; milliseconds. */
final class PeerScan implements Workload {
    private static final int PREPARED_AT_ONCE = 10_000;

    @Override
    public Map<String, Double> measure(Parameters parameters) throws Exception {
        int items = parameters.number("items");
        List<Record> batch = Records.sparse(PREPARED_AT_ONCE);
        try (PeerLog log = Logs.openPeer(parameters.text("log"), Scratch.folder())) {
            for (int i = 0; i < items; i += PREPARED_AT_ONCE) {
                log.append(batch);
            }
            return Rounds.median(() -> {
                Seen seen = new Seen();
                double seconds = Rounds.seconds(() -> log.scan(seen::see));
                seen.check(items);
                return Map.of(VALUE, seconds * 1e3);
            });
        }
    }
}
