package dev.feedhub.hub;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Puts batches of indexed items into the channels that want them, and wakes who waits there. The hub thread only. */
final class Dispatcher<T> {
    private static final int WAKE_PER_BATCH = 2;

    private final ChannelSet<T> channels;
    private final LabelRoutes<T> routes;
    private final List<BroadcastChannel<T>> touched = new ArrayList<>();

    Dispatcher(ChannelSet<T> channels, LabelRoutes<T> routes) {
        this.channels = channels;
        this.routes = routes;
    }

    void dispatch(List<PublishedItem<T>> batch) {
        PublishedItem<T> last = batch.get(batch.size() - 1);
        channels.announce(last.cursor());
        routes.refresh(channels.all(), channels.dispatched());
        for (PublishedItem<T> item : batch) {
            List<BroadcastChannel<T>> route = routes.of(item.label());
            for (int i = 0; i < route.size(); i++) {
                route.get(i).put(item, touched);
            }
        }
        for (BroadcastChannel<T> channel : touched) {
            channel.publish();
        }
        channels.dispatched(channels.announced());
        VarHandle.fullFence();
        for (BroadcastChannel<T> channel : touched) {
            channel.wake(WAKE_PER_BATCH);
        }
        touched.clear();
    }

    /** Wakes those that the chains have not reached yet, for as long as the hub has nothing better to do. */
    void wakeRest(BooleanSupplier idle) {
        for (BroadcastChannel<T> channel : channels.all()) {
            while (idle.getAsBoolean() && channel.wake(1)) {}
        }
    }
}
