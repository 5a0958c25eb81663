package dev.feedhub.node;

import dev.feedhub.Codec;
import dev.feedhub.ConfigException;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a run of the demo keeps its entries: in a folder, its own for the time of the run unless one is given; or on the heap, which
 * keeps everything as long as a third of it is enough.
 */
final class DemoStore implements AutoCloseable {
    private static final String MEMORY = "memory";
    private static final String LMDB = "lmdb";

    private final String name;
    private final Optional<Sabotage> sabotage;
    private final @Nullable Path folder; // null where it has none
    private final boolean temporary;

    private DemoStore(String name, Optional<Sabotage> sabotage, @Nullable Path folder, boolean temporary) {
        this.name = name;
        this.sabotage = sabotage;
        this.folder = folder;
        this.temporary = temporary;
    }

    /**
     * The store of a run.
     *
     * @param name memory or lmdb
     * @param path its folder, which does not exist or is empty; of lmdb alone
     * @throws ConfigException if it cannot be that
     */
    static DemoStore of(String name, Optional<Path> path, Optional<Sabotage> sabotage) {
        if (name.equals(MEMORY) && path.isEmpty()) {
            return new DemoStore(name, sabotage, null, false);
        }
        if (!name.equals(LMDB)) {
            throw new ConfigException(
                    name.equals(MEMORY)
                            ? "--path " + path.get() + ": the store \"memory\" has no folder"
                            : "--store " + name + ": lmdb or memory is allowed");
        }
        path.ifPresent(DemoStore::requireEmpty);
        return new DemoStore(name, sabotage, path.orElseGet(DemoStore::temporaryFolder), path.isEmpty());
    }

    String name() {
        return name;
    }

    /** Whether entries are there again after the hub was closed. */
    boolean isDurable() {
        return folder != null;
    }

    /** A hub over it. */
    Hub<String> open() {
        HubConfig.Builder config = HubConfig.builder()
                .set(HubConfig.HUB_NAME, "demo")
                .set(HubConfig.STORE, name)
                .set(HubConfig.FEED_MAX_BYTES, longestLine());
        if (folder == null) {
            config.set("feedhub.store.memory.maxEntries", Long.toString(Long.MAX_VALUE))
                    .set(
                            "feedhub.store.memory.maxBytes",
                            Long.toString(Runtime.getRuntime().maxMemory() / 3));
        } else {
            config.set("feedhub.store.lmdb.path", folder.toString());
        }
        sabotage.ifPresent(kind -> config.store(new SabotagedStoreProvider(Stores.named(name), kind)));
        return Hub.open(config.build(), Codec.utf8());
    }

    /** How many bytes its files have; 0 where it has none. */
    long bytes() {
        return folder == null ? 0 : StoreFacts.bytes(folder);
    }

    /** What the feed takes at most, in bytes: label and payload of one item too. */
    static long longestLine() {
        return Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);
    }

    /** Removes the folder, unless it was given. */
    @Override
    public void close() {
        if (!temporary || folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void requireEmpty(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.list(path)) {
            if (files.findAny().isPresent()) {
                throw new ConfigException("--path " + path + ": a folder that is empty, or not there yet, is allowed");
            }
        } catch (IOException failure) {
            throw new ConfigException("--path " + path + ": is not a folder that can be read");
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("feedhub-demo");
        } catch (IOException failure) {
            throw new ConfigException("there is no room for a store in " + System.getProperty("java.io.tmpdir") + ": "
                    + failure.getMessage() + "; --path DIR names another folder");
        }
    }
}
