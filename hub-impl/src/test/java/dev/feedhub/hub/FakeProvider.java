package dev.feedhub.hub;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.Setting;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreProvider;
import java.util.List;

/** Hands out a fake store, and opens hubs over it. */
record FakeProvider(Store store) implements StoreProvider {
    @Override
    public String name() {
        return "fake";
    }

    @Override
    public List<Setting<?>> options() {
        return List.of();
    }

    @Override
    public Store open(Context ctx, StoreConfig config) {
        return store;
    }

    static HubConfig.Builder config(Store store) {
        return HubConfig.builder().store(new FakeProvider(store));
    }

    static Hub<String> hub(Store store) {
        return hub(config(store));
    }

    static Hub<String> hub(HubConfig.Builder config) {
        return Hub.open(config.build(), Codec.utf8());
    }
}
