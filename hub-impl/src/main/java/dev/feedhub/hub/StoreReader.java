package dev.feedhub.hub;

import dev.feedhub.Codec;
import dev.feedhub.EventStream;
import dev.feedhub.History;
import dev.feedhub.Reader;
import dev.feedhub.StreamOptions;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreFeature;

/** A reader: a store opened to read. */
final class StoreReader<T> implements Reader<T> {
    private final Store store;
    private final StoreHistory<T> history;

    StoreReader(Store store, Codec<T> codec) {
        this.store = store;
        this.history = new StoreHistory<>(store, codec);
    }

    @Override
    public History<T> history() {
        return history;
    }

    @Override
    public EventStream<T> stream(StreamOptions options) {
        boolean consecutive = store.features().contains(StoreFeature.CONSECUTIVE);
        return new FollowingStream<>(store, history, consecutive, options);
    }

    @Override
    public void close() {
        store.close();
    }
}
