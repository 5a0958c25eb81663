package dev.feedhub.conformance;

import dev.feedhub.ConfigException;
import dev.feedhub.Context;
import dev.feedhub.Setting;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreProvider;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Opens a {@link ReferenceStore}, or a mutant of it, in memory. */
final class ReferenceProvider implements StoreProvider {
    private final Set<StoreFeature> features;
    private final BiFunction<ReferenceLog, Set<StoreFeature>, Store> opener;

    ReferenceProvider(BiFunction<ReferenceLog, Set<StoreFeature>, Store> opener) {
        this(EnumSet.of(StoreFeature.CONSECUTIVE), opener);
    }

    ReferenceProvider(Set<StoreFeature> features, BiFunction<ReferenceLog, Set<StoreFeature>, Store> opener) {
        this.features = features;
        this.opener = opener;
    }

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public List<Setting<?>> options() {
        return List.of();
    }

    @Override
    public Store open(Context ctx, StoreConfig config) {
        if (config.access() == StoreConfig.Access.READ) {
            throw new ConfigException("store reference cannot be read beside a writer");
        }
        return opener.apply(new ReferenceLog(null), features);
    }
}
