package dev.feedhub.conformance;

import dev.feedhub.Context;
import dev.feedhub.Setting;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreProvider;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens a {@link ReferenceStore} in a file, with readers beside it. */
final class DurableReferenceProvider implements StoreProvider {
    static final Setting<String> PATH =
            Setting.text("feedhub.store.reference.path", null, "The directory that the store is in.");

    private static final Set<StoreFeature> FEATURES =
            EnumSet.of(StoreFeature.CONSECUTIVE, StoreFeature.DURABLE, StoreFeature.MULTI_PROCESS);
    private static final Set<Path> WRITTEN = ConcurrentHashMap.newKeySet();

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public List<Setting<?>> options() {
        return List.of(PATH);
    }

    @Override
    public Store open(Context ctx, StoreConfig config) {
        Path file = Path.of(config.get(PATH)).resolve("records");
        if (config.access() == Access.READ) {
            return new BesideTheWriter(new ReferenceLog(file));
        }
        if (!WRITTEN.add(file)) {
            throw new StoreException(
                    Outcome.NOT_STORED,
                    file + " is written by process " + ProcessHandle.current().pid(),
                    null);
        }
        try {
            return new Writer(file, new ReferenceLog(file));
        } catch (StoreException unusable) {
            WRITTEN.remove(file);
            throw unusable;
        }
    }

    private static final class Writer extends ReferenceStore {
        private final Path file;

        Writer(Path file, ReferenceLog log) {
            super(log, FEATURES);
            this.file = file;
        }

        @Override
        public synchronized void close() {
            if (!isClosed()) {
                WRITTEN.remove(file);
            }
            super.close();
        }
    }

    private static final class BesideTheWriter extends ReferenceStore {
        BesideTheWriter(ReferenceLog log) {
            super(log, FEATURES);
        }

        @Override
        void check(Context ctx) {
            super.check(ctx);
            log().refresh();
        }
    }
}
