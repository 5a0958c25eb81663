package dev.feedhub.hub;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/** Puts batches of indexed items into the channels that want them, and wakes who waits there. The hub thread only. */
final class Dispatcher<T> {
    static final int WAKEN_AT_ONCE = 2;

    private final ChannelSet<T> channels;
    private final LabelRoutes<T> routes;
    private final List<BroadcastChannel<T>> touched = new ArrayList<>();

    Dispatcher(ChannelSet<T> channels, LabelRoutes<T> routes) {
        this.channels = channels;
        this.routes = routes;
    }

    /** Hands a batch out; says whether sleepers may be left, whom those that it woke are to wake. */
    boolean dispatch(Batch<T> batch) {
        channels.announce(batch.last().cursor());
        routes.refresh(channels.all(), channels.dispatched());
        put(batch);
        for (BroadcastChannel<T> channel : touched) {
            channel.publish();
        }
        channels.dispatched(channels.announced());
        VarHandle.fullFence();
        boolean left = wake(touched);
        for (BroadcastChannel<T> channel : touched) {
            channel.giveWay();
        }
        touched.clear();
        return left;
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

    /** Wakes a few of those in each channel that nobody has woken yet, who go on with it; says whether any may be left. */
    boolean wakeMore() {
        return wake(channels.all());
    }

    private boolean wake(List<BroadcastChannel<T>> chosen) {
        boolean left = false;
        for (BroadcastChannel<T> channel : chosen) {
            left |= channel.wake(WAKEN_AT_ONCE);
        }
        return left;
    }
}
