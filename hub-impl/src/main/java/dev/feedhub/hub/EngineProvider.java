package dev.feedhub.hub;

import dev.feedhub.Codec;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.HubProvider;
import dev.feedhub.Reader;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import java.time.InstantSource;
import java.util.Objects;

/** What {@link Hub#open} and {@link Reader#open} find. */
public final class EngineProvider implements HubProvider {
    /** For the service loader. */
    public EngineProvider() {}

    @Override
    public <T> Hub<T> open(HubConfig config, Codec<T> codec) {
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(codec, "codec");
        Store store = StoreFinder.open(config, Access.WRITE);
        try {
            return new SingleWriterHub<>(config, codec, store, InstantSource.system()).start();
        } catch (RuntimeException | Error failure) {
            closeAfter(failure, store);
            throw failure;
        }
    }

    private static void closeAfter(Throwable failure, Store store) {
        try {
            store.close();
        } catch (RuntimeException another) {
            failure.addSuppressed(another);
        }
    }

    @Override
    public <T> Reader<T> openReader(HubConfig config, Codec<T> codec) {
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(codec, "codec");
        return new StoreReader<>(StoreFinder.open(config, Access.READ), codec);
    }
}
