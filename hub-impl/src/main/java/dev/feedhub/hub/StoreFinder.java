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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Finds the store that a configuration names or brings along, and opens it. */
final class StoreFinder {
    private StoreFinder() {}

    static Store open(HubConfig config, Access access) {
        List<String> unusable = new ArrayList<>();
        Map<String, StoreProvider> found = find(config, unusable);
        String name = config.get(HubConfig.STORE);
        StoreProvider provider = found.get(name);
        if (provider == null) {
            throw new ConfigException(
                    HubConfig.STORE.key() + " = \"" + name + "\" names no store that is here; found are "
                            + String.join(", ", found.keySet()) + "; one of Feedhub's own would be in the artifact"
                            + " dev.feedhub:feedhub-store-" + name
                            + (unusable.isEmpty() ? "" : "; found and cannot be used: " + String.join(", ", unusable)));
        }
        List<Setting<?>> known = new ArrayList<>(HubConfig.settings());
        found.values().forEach(each -> known.addAll(each.options()));
        config.requireKnown(known);
        return provider.open(Context.background(), new StoreConfig(access, config));
    }

    /** By name; what the configuration brings along comes first, then none, the context class loader, and ours. */
    private static Map<String, StoreProvider> find(HubConfig config, List<String> unusable) {
        Map<String, StoreProvider> found = new TreeMap<>();
        config.storeFactory().map(StoreFinder::provider).ifPresent(provider -> found.put(provider.name(), provider));
        StoreProvider none = new NoneStoreProvider();
        found.putIfAbsent(none.name(), none);
        addAll(
                ServiceLoader.load(StoreProvider.class, Thread.currentThread().getContextClassLoader()),
                found,
                unusable);
        addAll(ServiceLoader.load(StoreProvider.class, StoreFinder.class.getClassLoader()), found, unusable);
        return found;
    }

    /** Leaves out what cannot be loaded, made for another copy of the SPI, say: it may not be the one that is asked for. */
    private static void addAll(
            ServiceLoader<StoreProvider> loader, Map<String, StoreProvider> found, List<String> unusable) {
        for (Iterator<StoreProvider> each = loader.iterator(); ; ) {
            try {
                if (!each.hasNext()) {
                    return;
                }
                StoreProvider provider = each.next();
                found.putIfAbsent(provider.name(), provider);
            } catch (ServiceConfigurationError error) {
                String message = String.valueOf(error.getMessage());
                if (!unusable.contains(message)) {
                    unusable.add(message);
                }
            }
        }
    }

    private static StoreProvider provider(StoreFactory factory) {
        if (factory instanceof StoreProvider provider) {
            return provider;
        }
        throw new ConfigException("the store factory " + factory.name() + ", a "
                + factory.getClass().getName() + ", is not a dev.feedhub.store.StoreProvider");
    }
}
