package dev.feedhub.hub;

import dev.feedhub.store.Record;
import java.time.Instant;
import java.util.AbstractList;

/** The records of a batch, each made when it is asked for: a store that keeps nothing does not ask for most. */
final class BatchRecords<T> extends AbstractList<Record> {
    private final Batch<T> batch;
    private final Instant time;

    BatchRecords(Batch<T> batch, Instant time) {
        this.batch = batch;
        this.time = time;
    }

    @Override
    public Record get(int index) {
        return batch.get(index).record(time);
    }

    @Override
    public int size() {
        return batch.size();
    }
}
