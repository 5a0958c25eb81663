package com.example.mvstore;

import dev.feedhub.ConfigException;
import dev.feedhub.Context;
import dev.feedhub.Setting;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Opens stores in a folder, on H2's MVStore. */
public final class MvStoreProvider implements StoreProvider {
    private static final Setting<String> PATH =
            Setting.text("feedhub.store.mvstore.path", null, "The folder that the store is in.");
    private static final Set<String> FILES =
            Set.of(MvStore.RECORDS, HighWater.FILE, FolderLock.LOCK, FolderLock.HOLDER);

    @Override
    public String name() {
        return "mvstore";
    }

    @Override
    public List<Setting<?>> options() {
        return List.of(PATH);
    }

    @Override
    public Store open(Context ctx, StoreConfig config) {
        if (config.access() == Access.READ) {
            throw new ConfigException("a store \"mvstore\" cannot be read beside its writer");
        }
        Path folder = Path.of(config.get(PATH)).toAbsolutePath().normalize();
        ctx.check();
        try {
            requireOurs(folder);
            Files.createDirectories(folder);
            FolderLock lock = FolderLock.take(folder);
            try {
                return new MvStore(folder, lock);
            } catch (RuntimeException | IOException unusable) {
                lock.close();
                throw unusable;
            }
        } catch (IOException failed) {
            throw new StoreException(Outcome.NOT_STORED, "cannot open " + folder, failed);
        }
    }

    /** Looks before anything is made in the folder. */
    private static void requireOurs(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!FILES.contains(file.getFileName().toString())) {
                    throw new StoreException(
                            Outcome.NOT_STORED, folder + " has a file of somebody else: " + file, null);
                }
            }
        }
    }
}
