package dev.feedhub.conformance;

import dev.feedhub.Context;
import dev.feedhub.Setting;
import dev.feedhub.store.Positions;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreLimits;
import dev.feedhub.store.StoreProvider;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens the store under test, behind a {@link TamperedStore}. */
final class TamperedProvider implements StoreProvider {
    /** What happens instead of an append. */
    interface Append {
        Positions of(List<Record> batch, Supplier<Positions> real);
    }

    private final StoreProvider real;
    private final List<Record> alreadyThere;
    private final @Nullable StoreLimits limits;
    private volatile Append append = (batch, appending) -> appending.get();

    TamperedProvider(StoreUnderTest test) {
        this(test.provider(), List.of(), null);
    }

    private TamperedProvider(StoreProvider real, List<Record> alreadyThere, @Nullable StoreLimits limits) {
        this.real = real;
        this.alreadyThere = alreadyThere;
        this.limits = limits;
    }

    static TamperedProvider holding(StoreUnderTest test, List<Record> alreadyThere) {
        return new TamperedProvider(test.provider(), alreadyThere, null);
    }

    static TamperedProvider limitedTo(StoreUnderTest test, StoreLimits limits) {
        return new TamperedProvider(test.provider(), List.of(), limits);
    }

    void onAppend(Append instead) {
        append = instead;
    }

    /** Holds up every append from now on until the gate is opened. */
    Gate holdUpAppends(Workspace workspace) {
        Gate gate = new Gate();
        workspace.onClose(gate::open);
        onAppend((batch, appending) -> {
            gate.pass();
            return appending.get();
        });
        return gate;
    }

    Append append() {
        return append;
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public List<Setting<?>> options() {
        return real.options();
    }

    @Override
    public Store open(Context ctx, StoreConfig config) {
        Store store = real.open(ctx, config);
        if (!alreadyThere.isEmpty()) {
            store.append(ctx, alreadyThere);
        }
        return new TamperedStore(store, this, limits == null ? store.limits() : limits);
    }
}
