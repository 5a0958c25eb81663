package dev.feedhub.hub;

import dev.feedhub.ClosedException;
import dev.feedhub.Cursor;
import dev.feedhub.Delivery;
import dev.feedhub.LabelFilter;
import dev.feedhub.Listener;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One channel, with what the hub's thread does for it step by step: as little as a model checker needs to see of a hub. */
final class ManualChannel {
    final BroadcastChannel<String> channel;

    private final ChannelSet<String> channels = new ChannelSet<>(new HubLifecycle("manual"), Cursor.ORIGIN);
    private final List<BroadcastChannel<String>> touched = new ArrayList<>(1);
    private final int window;
    private long position;

    ManualChannel(int window) {
        this.window = window;
        this.channel = new BroadcastChannel<>(LabelFilter.any(), window);
        channel.admitAfter(Cursor.ORIGIN);
    }

    Listener<String> listener() {
        return new ChannelListener<>(channels, channel, window, 0, Cursor.ORIGIN);
    }

    /** Dispatches a batch of so many entries, and wakes so many takers. */
    void dispatch(int entries, int wake) {
        Batch<String> batch = batch(position, entries);
        for (int next = 0; next < entries; ) {
            next = channel.put(batch, next, entries, touched);
        }
        position += entries;
        channel.publish();
        VarHandle.fullFence();
        channel.wake(wake);
    }

    /** So many items after a position, as the hub's thread hands them to its dispatcher. */
    static Batch<String> batch(long after, int count) {
        Object[] items = new Object[count];
        for (int i = 0; i < count; i++) {
            PublishedItem<String> item = new PublishedItem<>("x", null, null, 0);
            item.indexed(after + i + 1, 1, Instant.EPOCH);
            items[i] = item;
        }
        return new Batch<>(items, count);
    }

    /** Takes what is queued; null where nothing is, be the listener closed or not. */
    static @Nullable Delivery<String> poll(Listener<String> listener) {
        try {
            return listener.poll();
        } catch (ClosedException closed) {
            return null;
        }
    }
}
