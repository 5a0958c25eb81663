package dev.feedhub.hub;

import dev.feedhub.ConfigException;
import dev.feedhub.Context;
import dev.feedhub.HubConfig;
import dev.feedhub.Setting;
import dev.feedhub.StoreFactory;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Finds the store that a configuration names or brings along, and opens it. */
final class StoreFinder {
    private StoreFinder() {}

    static Store open(HubConfig config, Access access) {
        Map<String, StoreProvider> found = find(config);
        List<Setting<?>> known = new ArrayList<>(HubConfig.settings());
        found.values().forEach(provider -> known.addAll(provider.options()));
        config.requireKnown(known);
        String name = config.get(HubConfig.STORE);
        StoreProvider provider = found.get(name);
        if (provider == null) {
            throw new ConfigException(
                    HubConfig.STORE.key() + " = \"" + name + "\" names no store that is here; found are "
                            + String.join(", ", found.keySet()) + "; a store of ours named so would be in the artifact"
                            + " dev.feedhub:feedhub-store-" + name);
        }
        return provider.open(Context.background(), new StoreConfig(access, config));
    }

    /** By name; what the configuration brings along comes before what is found, and the context class loader before ours. */
    private static Map<String, StoreProvider> find(HubConfig config) {
        Map<String, StoreProvider> found = new TreeMap<>();
        config.storeFactory().map(StoreFinder::provider).ifPresent(provider -> found.put(provider.name(), provider));
        ServiceLoader.load(StoreProvider.class, Thread.currentThread().getContextClassLoader())
                .forEach(provider -> found.putIfAbsent(provider.name(), provider));
        ServiceLoader.load(StoreProvider.class, StoreFinder.class.getClassLoader())
                .forEach(provider -> found.putIfAbsent(provider.name(), provider));
        StoreProvider none = new NoneStoreProvider();
        found.put(none.name(), none);
        return found;
    }

    private static StoreProvider provider(StoreFactory factory) {
        if (factory instanceof StoreProvider provider) {
            return provider;
        }
        throw new ConfigException("the store factory " + factory.name() + ", a "
                + factory.getClass().getName() + ", is not a dev.feedhub.store.StoreProvider");
    }
}
