package dev.feedhub.node;

import dev.feedhub.ConfigException;
import dev.feedhub.store.StoreProvider;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The stores that are on the module path or class path. */
final class Stores {
    private Stores() {}

    /** By name, as the engine finds them: the context class loader's first. */
    static Map<String, StoreProvider> found() {
        Map<String, StoreProvider> found = new TreeMap<>();
        Stream.of(Thread.currentThread().getContextClassLoader(), Stores.class.getClassLoader())
                .flatMap(loader -> ServiceLoader.load(StoreProvider.class, loader).stream())
                .map(ServiceLoader.Provider::get)
                .forEach(provider -> found.putIfAbsent(provider.name(), provider));
        return found;
    }

    /**
     * One of them.
     *
     * @throws ConfigException if there is none of this name
     */
    static StoreProvider named(String name) {
        Map<String, StoreProvider> found = found();
        StoreProvider provider = found.get(name);
        if (provider == null) {
            throw new ConfigException("store \"" + name + "\" is not here; found are "
                    + String.join(", ", found.keySet()) + "; one of Feedhub's own would be in the artifact"
                    + " dev.feedhub:feedhub-store-" + name);
        }
        return provider;
    }
}
