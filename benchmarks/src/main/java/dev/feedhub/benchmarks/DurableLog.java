package dev.feedhub.benchmarks;

import dev.feedhub.store.Record;
import java.io.IOException;
import java.util.List;

/** A log on the disk. For one thread. */
interface DurableLog extends AutoCloseable {
    /** Appends a batch, which is durable when this returns. */
    void append(List<Record> batch) throws Exception;

    @Override
    void close() throws IOException;
}
