package dev.feedhub.store;

/**
 * How large things may be, in bytes. The hub refuses a larger item when it is published, and splits a larger batch.
 *
 * @param labelBytes the longest label in UTF-8; at most {@link dev.feedhub.Label#MAX_BYTES} is ever asked for
 * @param payloadBytes the largest payload
 * @param batchBytes the largest batch, as the sum of its records' {@link Record#bytes()}; a single record is always a batch
 */
public record StoreLimits(int labelBytes, int payloadBytes, long batchBytes) {}
