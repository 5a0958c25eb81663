package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;

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
                : labels.of(new String(data, UTF_8)).orElse(labels.defaultLabel());
        return new LineItem(label, data);
    }
}
