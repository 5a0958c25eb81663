package dev.feedhub.benchmarks;

import dev.feedhub.store.StoredRecord;
import java.util.function.Consumer;

/** A log on the disk as a user of some library would write it, who wants from it what a store gives. */
interface PeerLog extends DurableLog {
    /** Shows every record, the oldest first, wholly decoded. */
    void scan(Consumer<StoredRecord> sink) throws Exception;
}
