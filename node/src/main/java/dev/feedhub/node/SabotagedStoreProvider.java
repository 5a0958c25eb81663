package dev.feedhub.node;

import dev.feedhub.Context;
import dev.feedhub.Setting;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreProvider;
import java.util.List;

/** Opens the stores of another provider, each with one record that is read wrongly: the proof that the check notices. */
final class SabotagedStoreProvider implements StoreProvider {
    private final StoreProvider provider;
    private final Sabotage sabotage;

    SabotagedStoreProvider(StoreProvider provider, Sabotage sabotage) {
        this.provider = provider;
        this.sabotage = sabotage;
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public List<Setting<?>> options() {
        return provider.options();
    }

    @Override
    public Store open(Context ctx, StoreConfig config) {
        return new SabotagedStore(provider.open(ctx, config), sabotage);
    }
}
