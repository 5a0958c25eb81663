package dev.feedhub.store.lmdb;

import dev.feedhub.Context;
import dev.feedhub.Setting;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreProvider;
import dev.feedhub.store.Verification;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** Opens stores in folders. */
public final class LmdbStoreProvider implements StoreProvider {
    /** For {@link java.util.ServiceLoader}. */
    public LmdbStoreProvider() {}

    @Override
    public String name() {
        return "lmdb";
    }

    @Override
    public List<Setting<?>> options() {
        return LmdbSettings.ALL;
    }

    @Override
    public Store open(Context ctx, StoreConfig config) {
        DiskRetention retention = DiskRetention.configured(config);
        ctx.check();
        Environment environment = environment(config, config.access());
        try {
            InstantSource clock = InstantSource.system();
            return config.access() == Access.READ
                    ? LmdbStore.forReading(environment, retention, clock)
                    : LmdbStore.forWriting(environment, retention, clock, epoch(new SecureRandom()));
        } catch (RuntimeException | Error e) {
            environment.close();
            throw e;
        }
    }

    @Override
    public void copy(Context ctx, StoreConfig config, Path target) {
        ctx.check();
        try (Environment environment = environment(config, Access.READ)) {
            environment.copyTo(target);
        }
    }

    @Override
    public Verification verify(Context ctx, StoreConfig config) {
        ctx.check();
        StoreFolder folder = StoreFolder.existing(config.get(LmdbSettings.PATH));
        return StoreVerifier.verify(ctx, folder.dataFile(), work -> {
            try (Environment environment = environment(config, Access.READ)) {
                return environment.read(txn -> work.apply(txn.id()));
            }
        });
    }

    private static Environment environment(StoreConfig config, Access access) {
        return Environment.open(
                config.get(LmdbSettings.PATH),
                access,
                config.get(LmdbSettings.DURABILITY),
                config.get(LmdbSettings.MAP_SIZE));
    }

    private static long epoch(SecureRandom random) {
        long epoch = random.nextLong();
        return epoch == 0 ? epoch(random) : epoch;
    }
}
