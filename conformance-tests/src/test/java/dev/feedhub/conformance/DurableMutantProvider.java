package dev.feedhub.conformance;

import dev.feedhub.Context;
import dev.feedhub.Setting;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreProvider;
import java.util.List;

/** Opens the {@link DurableMutant} that a setting names, so that another process opens the same one. */
final class DurableMutantProvider implements StoreProvider {
    static final Setting<String> MUTANT =
            Setting.text("feedhub.store.reference.mutant", null, "What is wrong with it.");

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public List<Setting<?>> options() {
        return List.of(DurableReferenceProvider.PATH, MUTANT);
    }

    @Override
    public Store open(Context ctx, StoreConfig config) {
        return DurableMutant.named(config.get(MUTANT)).opener().get().open(ctx, config);
    }
}
