package dev.feedhub.hub;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Puts batches of indexed items into the channels that want them, and wakes who waits there. The hub thread only. */
final class Dispatcher<T> {
    private final ChannelSet<T> channels;
    private final LabelRoutes<T> routes;
    private final WakeChains<T> chains = new WakeChains<>();

    @SuppressWarnings("ThreadPriorityCheck") // that others go on is what it is for
    private final CoreShare core = new CoreShare(System::nanoTime, Thread::yield);

    private final List<BroadcastChannel<T>> touched = new ArrayList<>();
    private boolean wayWanted;
    private boolean tight;

    Dispatcher(ChannelSet<T> channels, LabelRoutes<T> routes) {
        this.channels = channels;
        this.routes = routes;
    }

    void dispatch(Batch<T> batch) {
        channels.announce(batch.last().cursor());
        List<BroadcastChannel<T>> all = channels.all();
        if (routes.refresh(all, channels.dispatched())) {
            chains.retain(all);
        }
        put(batch);
        for (BroadcastChannel<T> channel : touched) {
            channel.publish();
        }
        channels.dispatched(channels.announced());
        VarHandle.fullFence();
        tight = false;
        for (BroadcastChannel<T> channel : touched) {
            chains.begin(channel);
            wayWanted |= channel.wantsWay();
            tight |= channel.isTight();
        }
        touched.clear();
    }

    /** Lets readers have the core if they are to, once all that was dispatched is told. */
    void giveWay() {
        if (wayWanted) {
            wayWanted = false;
            core.yieldFairly();
        }
    }

    /** Whether a reader of the last batch needs a core at once where there is something for it. */
    boolean isTight() {
        return tight;
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
                    put(route.get(i), batch, from, next);
                }
                route = following;
                from = next;
            }
        }
    }

    private void put(BroadcastChannel<T> channel, Batch<T> batch, int from, int to) {
        int next = channel.put(batch, from, to, touched);
        while (next < to) {
            VarHandle.fullFence();
            chains.begin(channel);
            core.yieldFairly();
            next = channel.put(batch, next, to, touched);
        }
    }

    /** Goes on with what wakes sleepers, for as long as the hub is idle; gives the nanoseconds after which to ask again. */
    long helpToWake(BooleanSupplier idle) {
        return chains.help(idle);
    }
}
