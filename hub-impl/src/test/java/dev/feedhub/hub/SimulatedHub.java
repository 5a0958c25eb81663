package dev.feedhub.hub;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Delivery;
import dev.feedhub.EntrySink;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.StoreException;
import dev.feedhub.StreamOptions;
import dev.feedhub.store.Positions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a hub without its thread: what {@link HubLoop} does in one go, whoever holds this does in the same order and at moments
 * of its choice. A consumer's view of the live entries gives others their chance, as {@link SimulatedStore} does.
 */
final class SimulatedHub implements LiveEntries<String> {
    private enum Ending {
        /** The state says so. */
        FAILED,
        /** No channel is published to any more. */
        CHANNELS_ENDED,
        /** The store is closed. */
        STORE_CLOSED
    }

    /** How far a batch is that is dispatched step by step. */
    private enum Dispatching {
        NOT_BEGUN,
        ANNOUNCED,
        PUT,
        PUBLISHED
    }

    /** Hears when listeners may be able to take all that is stored, and when they certainly are. */
    interface OnDispatch {
        void begun();

        void dispatched();
    }

    final SimulatedStore store;
    final HubLifecycle lifecycle = new HubLifecycle("simulated");
    private final StoreHistory<String> history;
    private final SimulatedStore.Others others;
    private final OnDispatch onDispatch;
    private final ChannelSet<String> channels;
    private final Dispatcher<String> dispatcher;
    private @Nullable Batch<String> stored; // and not yet dispatched
    private final LabelRoutes<String> routes = new LabelRoutes<>();
    private final List<BroadcastChannel<String>> touched = new ArrayList<>();
    private Dispatching dispatching = Dispatching.NOT_BEGUN;
    private @Nullable Ending ending;

    SimulatedHub(SimulatedStore store, SimulatedStore.Others others, OnDispatch onDispatch) {
        this.store = store;
        this.others = others;
        this.onDispatch = onDispatch;
        this.channels = new ChannelSet<>(lifecycle, store.span().newest());
        this.dispatcher = new Dispatcher<>(channels, new LabelRoutes<>());
        this.history = new StoreHistory<>(store, Codec.utf8());
    }

    JoiningStream<String> stream(StreamOptions options) {
        return new JoiningStream<>(this, lifecycle, history, isConsecutive(), options);
    }

    /** The stream of a reader of the same store. */
    FollowingStream<String> streamBeside(StreamOptions options) {
        return new FollowingStream<>(store, history, isConsecutive(), options);
    }

    private boolean isConsecutive() {
        return !store.features().isEmpty();
    }

    // ---- the hub's thread

    boolean isEnding() {
        return ending != null;
    }

    /** Stores a batch; the one before was dispatched. */
    List<PublishedItem<String>> append(List<String> labels, Instant time) {
        Object[] items = labels.stream()
                .map(label -> new PublishedItem<String>(label, null, null, 0))
                .toArray();
        Batch<String> batch = new Batch<>(items, items.length);
        Positions positions = store.append(Context.background(), new BatchRecords<>(batch, time));
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).indexed(positions.at(i), positions.epoch(), time);
        }
        stored = batch;
        return batch;
    }

    /** Takes the next step of what {@link Dispatcher} does. */
    void dispatchPartly() {
        Batch<String> batch = stored;
        if (batch == null || ending != null) {
            return;
        }
        switch (dispatching) {
            case NOT_BEGUN -> {
                channels.announce(batch.last().cursor());
                dispatching = Dispatching.ANNOUNCED;
            }
            case ANNOUNCED -> {
                onDispatch.begun();
                routes.refresh(channels.all(), channels.dispatched());
                for (int i = 0; i < batch.size(); i++) {
                    for (BroadcastChannel<String> channel :
                            routes.of(batch.get(i).label())) {
                        while (channel.put(batch, i, i + 1, touched) == i) {
                            // where readers are to have the core
                        }
                    }
                }
                dispatching = Dispatching.PUT;
            }
            case PUT -> {
                touched.forEach(BroadcastChannel::publish);
                touched.clear();
                dispatching = Dispatching.PUBLISHED;
            }
            case PUBLISHED -> {
                channels.dispatched(channels.announced());
                dispatching = Dispatching.NOT_BEGUN;
                stored = null;
                onDispatch.dispatched();
            }
        }
    }

    /** Dispatches what is stored, or the rest of it. */
    void dispatch() {
        if (stored != null && ending == null && dispatching == Dispatching.NOT_BEGUN) {
            onDispatch.begun();
            dispatcher.dispatch(stored);
            stored = null;
            onDispatch.dispatched();
        }
        while (stored != null && ending == null) {
            dispatchPartly();
        }
    }

    /** Takes the next step of stopping, or of ending otherwise once that was begun. */
    void stop() {
        if (ending == null) {
            dispatch();
            lifecycle.drain();
        }
        end();
    }

    /** Takes the next step of failing, or of ending otherwise once that was begun. What is stored is not dispatched any more. */
    void fail() {
        if (ending == null) {
            if (dispatching != Dispatching.NOT_BEGUN) {
                dispatch();
            }
            lifecycle.failed(new StoreException(StoreException.Outcome.UNKNOWN, "simulated", null));
            ending = Ending.FAILED;
        } else {
            end();
        }
    }

    private void end() {
        if (ending == null || ending == Ending.FAILED) {
            channels.end(lifecycle::failure);
            ending = Ending.CHANNELS_ENDED;
        } else if (ending == Ending.CHANNELS_ENDED) {
            store.close();
            ending = Ending.STORE_CLOSED;
        } else {
            lifecycle.stopped();
        }
    }

    /** Does what a hub does some time when nothing else happens. */
    void goOn() {
        if (ending == null) {
            dispatch();
        } else {
            end();
        }
    }

    // ---- consumers

    int listeners() {
        return channels.listeners();
    }

    /** A listener that nothing comes in between of. */
    Listener<String> listenAside(LabelFilter filter, int capacity) {
        return channels.listen(ListenOptions.any().matching(filter).capacity(capacity));
    }

    @Override
    public Listener<String> listen(ListenOptions options) {
        others.point();
        Listener<String> listener = channels.listen(options);
        others.point();
        return new Observed(listener);
    }

    @Override
    public Cursor dispatched() {
        others.point();
        Cursor dispatched = channels.dispatched();
        others.point();
        return dispatched;
    }

    @Override
    public void awaitDispatch(Context ctx) {
        others.point();
        goOn();
    }

    /** A listener that others come in between of, and whose patience is theirs. */
    private final class Observed implements Listener<String> {
        private final Listener<String> listener;

        Observed(Listener<String> listener) {
            this.listener = listener;
        }

        @Override
        public Delivery<String> next(Context ctx) throws InterruptedException {
            boolean again;
            do {
                Delivery<String> delivery = poll();
                if (delivery != null) {
                    return delivery;
                }
                again = others.await();
            } while (again);
            throw Patience.exhausted();
        }

        @Override
        public @Nullable Delivery<String> poll() {
            others.point();
            Delivery<String> delivery = listener.poll();
            others.point();
            return delivery;
        }

        @Override
        public int drain(int max, EntrySink<String> sink) {
            return listener.drain(max, sink);
        }

        @Override
        public Cursor registeredAfter() {
            return listener.registeredAfter();
        }

        @Override
        public long lost() {
            return listener.lost();
        }

        @Override
        public int queued() {
            return listener.queued();
        }

        @Override
        public int capacity() {
            return listener.capacity();
        }

        @Override
        public LabelFilter filter() {
            return listener.filter();
        }

        @Override
        public void close() {
            listener.close();
        }
    }
}
