package dev.feedhub.store;

import dev.feedhub.Label;
import dev.feedhub.LimitExceededException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How large things may be, in bytes. The hub refuses a larger item when it is published, and splits a larger batch.
 *
 * @param labelBytes the longest label in UTF-8; at most {@link dev.feedhub.Label#MAX_BYTES} is ever asked for
 * @param payloadBytes the largest payload
 * @param batchBytes the largest batch, as the sum of its records' {@link Record#bytes()}; a single record is always a batch
 */
public record StoreLimits(int labelBytes, int payloadBytes, long batchBytes) {
    /**
     * Checks the limits.
     *
     * @param labelBytes the longest label in UTF-8
     * @param payloadBytes the largest payload
     * @param batchBytes the largest batch
     * @throws IllegalArgumentException if one is less than 1
     */
    public StoreLimits {
        if (labelBytes < 1 || payloadBytes < 1 || batchBytes < 1) {
            throw new IllegalArgumentException("limits of " + labelBytes + ", " + payloadBytes + " and " + batchBytes
                    + " bytes for label, payload and batch: at least 1 is allowed");
        }
    }

    /**
     * Refuses a batch with a record that is too large, or that is too large itself although it has several.
     *
     * @param batch the records
     * @param limitName whose limit it is, for the message
     * @throws LimitExceededException if a label, a payload or the batch is too large, naming it
     * @throws IllegalArgumentException if a label has a lone surrogate
     * @rule S-8
     */
    public void check(List<Record> batch, String limitName) {
        long bytes = 0;
        for (Record record : batch) {
            check(record, limitName);
            bytes += record.bytes();
        }
        if (bytes > batchBytes && batch.size() > 1) {
            throw new LimitExceededException("a batch of " + batch.size() + " records", bytes, batchBytes, limitName);
        }
    }

    private void check(Record record, String limitName) {
        Label.check(record.label());
        int label = labelBytes < Label.MAX_BYTES ? record.label().getBytes(StandardCharsets.UTF_8).length : 0;
        if (label > labelBytes) {
            throw new LimitExceededException("the label \"" + record.label() + "\"", label, labelBytes, limitName);
        }
        byte[] payload = record.payload();
        if (payload != null && payload.length > payloadBytes) {
            throw new LimitExceededException(
                    "the payload of an item labelled \"" + record.label() + "\"",
                    payload.length,
                    payloadBytes,
                    limitName);
        }
    }
}
