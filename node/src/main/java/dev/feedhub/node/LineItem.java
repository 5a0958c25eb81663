package dev.feedhub.node;

import org.jspecify.annotations.Nullable;

/**
 * What a line is published as.
 *
 * @param label its label
 * @param data its data, or null where it has none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LineItem(String label, byte @Nullable [] data) {}
