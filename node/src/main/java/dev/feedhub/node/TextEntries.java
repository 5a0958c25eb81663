package dev.feedhub.node;

import dev.feedhub.Entry;

/** Data as they are; none are an empty line. */
final class TextEntries implements EntryRenderer {
    private static final byte[] NONE = {};

    @Override
    public byte[] render(Entry<byte[]> entry) {
        byte[] data = entry.data();
        return data == null ? NONE : data;
    }
}
