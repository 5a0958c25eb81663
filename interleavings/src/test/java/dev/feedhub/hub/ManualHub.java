package dev.feedhub.hub;

import dev.feedhub.Cursor;

/** Channels and their dispatcher without a hub: whoever dispatches is the hub's thread. */
final class ManualHub {
    /** One for all interleavings, since it is slow to make. It takes notice of other channels, which those of another hub are. */
    private static final LabelRoutes<String> ROUTES = new LabelRoutes<>();

    final ChannelSet<String> channels = new ChannelSet<>(new HubLifecycle("manual"), Cursor.ORIGIN);

    private final Dispatcher<String> dispatcher = new Dispatcher<>(channels, ROUTES);
    private long newest;

    long newest() {
        return newest;
    }

    /** Dispatches one batch of so many items. */
    void dispatch(int count) {
        dispatcher.dispatch(ManualChannel.batch(newest, count));
        newest += count;
    }
}
