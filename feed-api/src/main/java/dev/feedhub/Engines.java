package dev.feedhub;

import java.util.Arrays;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the engine, through the context class loader and then the API's own. */
final class Engines {
    private Engines() {}

    static HubProvider find() {
        ServiceConfigurationError unusable = null;
        for (ClassLoader loader :
                Arrays.asList(Thread.currentThread().getContextClassLoader(), Engines.class.getClassLoader())) {
            try {
                Optional<HubProvider> found = in(loader);
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (ServiceConfigurationError error) {
                // Made for another copy of the API, say, which the context class loader sees.
                unusable = error;
            }
        }
        if (unusable != null) {
            throw new ConfigException("an engine was found and cannot be used: " + unusable.getMessage(), unusable);
        }
        throw new ConfigException(
                "no engine found: add dev.feedhub:feedhub-hub to the module path or class path of the application");
    }

    private static Optional<HubProvider> in(@Nullable ClassLoader loader) {
        return ServiceLoader.load(HubProvider.class, loader).findFirst();
    }
}
