package dev.feedhub;

import java.util.Optional;
import java.util.ServiceLoader;

/** Finds the engine. */
final class Engines {
    private Engines() {}

    static HubProvider find() {
        return in(Thread.currentThread().getContextClassLoader())
                .or(() -> in(Engines.class.getClassLoader()))
                .orElseThrow(() -> new ConfigException("no engine found: add dev.feedhub:feedhub-hub to the module path or"
                        + " class path of the application"));
    }

    private static Optional<HubProvider> in(ClassLoader loader) {
        return ServiceLoader.load(HubProvider.class, loader).findFirst();
    }
}
