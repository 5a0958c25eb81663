package dev.feedhub.hub;

import dev.feedhub.Cursor;
import java.time.Instant;

/** Channels and their dispatcher without a hub: whoever dispatches is the hub's thread. */
final class ChannelBench {
    final HubLifecycle lifecycle = new HubLifecycle("bench");
    final ChannelSet<String> channels = new ChannelSet<>(lifecycle, Cursor.ORIGIN);
    final Dispatcher<String> dispatcher = new Dispatcher<>(channels, new LabelRoutes<>());

    private long position;

    long newest() {
        return position;
    }

    /** Dispatches one batch of so many items. */
    void dispatch(String label, int count) {
        PublishedItem<?>[] items = new PublishedItem<?>[count];
        for (int i = 0; i < count; i++) {
            items[i] = item(label, ++position);
        }
        dispatcher.dispatch(new Batch<>(items, count));
        dispatcher.giveWay();
    }

    static PublishedItem<String> item(String label, long position) {
        PublishedItem<String> item = new PublishedItem<>(label, null, null, 0);
        item.indexed(position, FakeStore.EPOCH, Instant.EPOCH);
        return item;
    }
}
