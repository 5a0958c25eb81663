package dev.feedhub.hub;

import dev.feedhub.Cursor;
import dev.feedhub.Entry;
import dev.feedhub.store.Record;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item on its way: made by the publisher, waiting in the feed, and, once it is indexed, the live entry that listeners are
 * handed. One object for the whole way keeps the garbage per item small.
 *
 * <p>The hub's thread names it before it puts it into a channel, whose publication makes the name visible to readers.
 */
final class PublishedItem<T> implements Entry<T> {
    private final String label;
    private final @Nullable T data;
    private final long bytes;

    // written by the hub thread only
    private byte @Nullable [] payload;
    private long position;
    private long epoch;
    private Instant time = Instant.MIN;

    PublishedItem(String label, @Nullable T data, byte @Nullable [] payload, long bytes) {
        this.label = label;
        this.data = data;
        this.payload = payload;
        this.bytes = bytes;
    }

    /** What it takes of the feed's bytes. */
    long bytes() {
        return bytes;
    }

    Record record(Instant batchTime) {
        return new Record(batchTime, label, payload);
    }

    /** Names it, and lets go of the payload, which is the store's. */
    void indexed(long atPosition, long underEpoch, Instant batchTime) {
        position = atPosition;
        epoch = underEpoch;
        time = batchTime;
        payload = null;
    }

    long position() {
        return position;
    }

    @Override
    public Cursor cursor() {
        return new Cursor(position, epoch);
    }

    @Override
    public Instant time() {
        return time;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public @Nullable T data() {
        return data;
    }

    @Override
    public String toString() {
        return "Entry[" + cursor() + " \"" + label + "\"]";
    }
}
