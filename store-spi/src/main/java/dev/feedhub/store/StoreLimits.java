package dev.feedhub.store;

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
}
