package dev.feedhub.store.memory;

import dev.feedhub.Label;
import dev.feedhub.LimitExceededException;
import dev.feedhub.store.Record;
import dev.feedhub.store.StoreLimits;
import java.util.List;

/** Refuses records that are too large. A batch may have any size: its records are on the heap already. */
final class RecordLimits {
    private final StoreLimits limits;

    RecordLimits(HeapRetention retention) {
        this.limits = new StoreLimits(Label.MAX_BYTES, retention.maxPayloadBytes(), Long.MAX_VALUE);
    }

    StoreLimits limits() {
        return limits;
    }

    /**
     * Checks each record of a batch.
     *
     * @throws LimitExceededException if a label or payload is too large, naming both the label and the limit
     */
    void check(List<Record> batch) {
        for (Record record : batch) {
            Label.check(record.label());
            byte[] payload = record.payload();
            if (payload != null && payload.length > limits.payloadBytes()) {
                throw new LimitExceededException(
                        "the payload of an item labelled \"" + record.label() + "\"",
                        payload.length,
                        limits.payloadBytes(),
                        "the memory store with its " + HeapRetention.MAX_BYTES.key());
            }
        }
    }
}
