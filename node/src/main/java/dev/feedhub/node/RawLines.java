package dev.feedhub.node;

import java.nio.ByteBuffer;

/** Lines whose bytes are the data, whatever they are. */
final class RawLines implements LineFormat {
    private final LineLabels labels;

    RawLines(LineLabels labels) {
        this.labels = labels;
    }

    @Override
    public LineItem item(ByteBuffer line) {
        byte[] data = new byte[line.remaining()];
        line.get(data);
        String label = labels.isFixed()
                ? labels.defaultLabel()
                : PayloadText.of(data).flatMap(labels::of).orElse(labels.defaultLabel());
        return new LineItem(label, data);
    }
}
