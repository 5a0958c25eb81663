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

    void dispatch(Batch<T> batch) {
        channels.announce(batch.last().cursor());
        routes.refresh(channels.all(), channels.dispatched());
        put(batch);
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

    /** Puts runs of items that take the same route into its channels. */
    private void put(Batch<T> batch) {
        int size = batch.size();
        List<BroadcastChannel<T>> route = routes.of(batch.get(0).label());
        int from = 0;
        for (int next = 1; next <= size; next++) {
            List<BroadcastChannel<T>> following =
                    next < size ? routes.of(batch.get(next).label()) : List.of();
            if (following != route || next == size) {
                for (int i = 0; i < route.size(); i++) {
                    route.get(i).put(batch, from, next, touched);
                }
                route = following;
                from = next;
            }
        }
    }

    /** Wakes those that the chains have not reached yet, for as long as the hub has nothing better to do. */
    void wakeRest(BooleanSupplier idle) {
        for (BroadcastChannel<T> channel : channels.all()) {
            while (idle.getAsBoolean() && channel.wake(1)) {}
        }
    }
}
