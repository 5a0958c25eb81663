package dev.feedhub.hub;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.EncodeException;
import dev.feedhub.LimitExceededException;
import dev.feedhub.store.Positions;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What stands between hub and store: encodes on the publisher's thread, appends batches on the hub's. */
final class StoreIndexer<T> {
    private final Store store;
    private final Codec<T> codec;
    private final StoreLimits limits;
    private final boolean keepsNothing;
    private final AppendRetry retry;

    StoreIndexer(Store store, Codec<T> codec, AppendRetry retry) {
        this.store = store;
        this.codec = codec;
        this.limits = store.limits();
        this.keepsNothing = store.features().contains(StoreFeature.KEEPS_NOTHING);
        this.retry = retry;
    }

    boolean keepsNothing() {
        return keepsNothing;
    }

    long batchBytes() {
        return limits.batchBytes();
    }

    /** The payload of an item, within the store's limits; null where it has no data or the store keeps nothing. */
    byte @Nullable [] prepare(String label, @Nullable T data) {
        byte[] payload = data == null || keepsNothing ? null : encode(label, data);
        if (payload != null && payload.length > limits.payloadBytes()) {
            throw new LimitExceededException(
                    "the payload of an item labelled \"" + label + "\"",
                    payload.length,
                    limits.payloadBytes(),
                    "the store");
        }
        if (3L * label.length() > limits.labelBytes()) {
            requireLabelWithinLimit(label);
        }
        return payload;
    }

    private byte[] encode(String label, T data) {
        try {
            return Objects.requireNonNull(codec.encode(label, data), "the codec gave null");
        } catch (RuntimeException cause) {
            throw new EncodeException(label, cause);
        }
    }

    private void requireLabelWithinLimit(String label) {
        int bytes = label.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > limits.labelBytes()) {
            throw new LimitExceededException("label \"" + label + "\"", bytes, limits.labelBytes(), "the store");
        }
    }

    /** Appends a batch and names its items. */
    void index(Context ctx, Instant time, Batch<T> batch) {
        List<Record> made = new BatchRecords<>(batch, time);
        List<Record> records = keepsNothing ? made : Arrays.asList(made.toArray(new Record[0]));
        Positions positions = retry.append(ctx, store, records);
        if (positions.count() != batch.size()) {
            throw new IllegalStateException(
                    "the store gave " + positions.count() + " positions for " + batch.size() + " records");
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).indexed(positions.at(i), positions.epoch(), time);
        }
    }
}
