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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Opens a {@link ReferenceStore} in a file, with readers beside it. Mutants override single steps. */
class DurableReferenceProvider implements StoreProvider {
    static final Setting<String> PATH =
            Setting.text("feedhub.store.reference.path", null, "The directory that the store is in.");

    static final Set<StoreFeature> FEATURES =
            EnumSet.of(StoreFeature.CONSECUTIVE, StoreFeature.DURABLE, StoreFeature.MULTI_PROCESS);

    private static final String RECORDS = "records";
    private static final Set<String> FILES =
            Set.of(RECORDS, ReferenceFile.NEXT, ReferenceLock.LOCK, ReferenceLock.HOLDER);

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
        Path folder = Path.of(config.get(PATH));
        Path file = folder.resolve(RECORDS);
        checkOwn(folder);
        if (config.access() == Access.READ) {
            checkThere(file);
            return reader(new ReferenceLog(file));
        }
        AutoCloseable lock = lock(folder);
        try {
            ReferenceLog log = writtenLog(file);
            log.save();
            return writer(log, lock);
        } catch (StoreException unusable) {
            release(lock);
            throw unusable;
        }
    }

    void checkOwn(Path folder) {
        String[] names = folder.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            if (!FILES.contains(name)) {
                throw new StoreException(Outcome.NOT_STORED, folder + " is not a store's: " + name + " is in it", null);
            }
        }
    }

    void checkThere(Path file) {
        if (!Files.exists(file)) {
            throw new StoreException(Outcome.NOT_STORED, "there is no store in " + file.getParent(), null);
        }
    }

    AutoCloseable lock(Path folder) {
        return ReferenceLock.take(folder);
    }

    ReferenceLog writtenLog(Path file) {
        return new ReferenceLog(file);
    }

    ReferenceStore writer(ReferenceLog log, AutoCloseable lock) {
        return new Writer(log, lock);
    }

    ReferenceStore reader(ReferenceLog log) {
        return new BesideTheWriter(log);
    }

    static void release(AutoCloseable lock) {
        try {
            lock.close();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    static class Writer extends ReferenceStore {
        private final AutoCloseable lock;

        Writer(ReferenceLog log, AutoCloseable lock) {
            super(log, FEATURES);
            this.lock = lock;
        }

        @Override
        public synchronized void close() {
            if (!isClosed()) {
                release(lock);
            }
            super.close();
        }
    }

    static class BesideTheWriter extends ReferenceStore {
        BesideTheWriter(ReferenceLog log) {
            super(log, FEATURES);
        }

        @Override
        void check(Context ctx) {
            super.check(ctx);
            look();
        }

        void look() {
            log().refresh();
        }
    }
}
