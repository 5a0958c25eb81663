package dev.feedhub.server;

import org.jspecify.annotations.Nullable;

/**
 * What a client publishes.
 *
 * @param label the label, which may be empty where there are data
 * @param data the data, if any
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Item(String label, byte @Nullable [] data) {}
