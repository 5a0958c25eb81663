package dev.feedhub.conformance;

import dev.feedhub.Codec;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** The directory of one test, and what the test opens there. Closing it closes all that and deletes the directory. */
final class Workspace implements AutoCloseable {
    private static final AtomicInteger HUBS = new AtomicInteger();
    private static final String KEEPS_NOTHING = "the store keeps nothing; what it does instead is tested by s19";

    private final StoreUnderTest test;
    private final Path root;
    private final Path directory;
    private final List<Runnable> beforeClosing = new ArrayList<>();
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private @Nullable Set<StoreFeature> features;

    Workspace(StoreUnderTest test) {
        this.test = test;
        try {
            root = Files.createTempDirectory("feedhub-conformance");
            directory = Files.createDirectory(root.resolve("store"));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    Path directory() {
        return directory;
    }

    /** Another directory, for another store. */
    Path otherDirectory() {
        return directory("other");
    }

    /** A directory by its name. */
    Path directory(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    Store open() {
        return open(directory, Access.WRITE);
    }

    Store open(Path where, Access access) {
        Store store = openIn(where, access);
        closing.push(store::close);
        return store;
    }

    private Store openIn(Path where, Access access) {
        HubConfig config = HubConfig.builder()
                .store(test.provider())
                .setAll(test.settings(where))
                .build();
        return test.provider().open(Task.patience(), new StoreConfig(access, config));
    }

    /** Closes a store and opens it again. */
    Store reopen(Store store) {
        store.close();
        return open();
    }

    boolean has(Store store, StoreFeature feature) {
        return store.features().contains(feature);
    }

    /** What stores of this kind do. */
    boolean has(StoreFeature feature) {
        if (features == null) {
            try (Store store = openIn(directory("features"), Access.WRITE)) {
                features = store.features();
            }
        }
        return features.contains(feature);
    }

    Hub<String> hub() {
        return hub(settings -> settings);
    }

    Hub<String> hub(UnaryOperator<HubConfig.Builder> settings) {
        return hub(test.provider(), settings);
    }

    Hub<String> hub(StoreProvider provider, UnaryOperator<HubConfig.Builder> settings) {
        return hub(provider, Codec.utf8(), settings);
    }

    /** Opens a hub whose threads are looked for when all is closed. */
    <T> Hub<T> hub(StoreProvider provider, Codec<T> codec, UnaryOperator<HubConfig.Builder> settings) {
        String name = "conformance-hub-" + HUBS.incrementAndGet();
        HubConfig.Builder config = HubConfig.builder()
                .setAll(test.settings(directory))
                .set(HubConfig.HUB_NAME, name)
                .set(HubConfig.CLOSE_TIMEOUT, Task.PATIENCE)
                .store(provider);
        Hub<T> hub = Hub.open(settings.apply(config).build(), codec);
        closing.push(() -> {
            hub.close();
            HubThreads.awaitNone(name);
        });
        return hub;
    }

    HubConfig config() {
        return HubConfig.builder()
                .setAll(test.settings(directory))
                .store(test.provider())
                .build();
    }

    /** Ends the test as skipped, saying why, unless it is about what the store does. */
    void assume(boolean applies, String reason) {
        if (!applies) {
            String text = test.provider().name() + ": skipped, since " + reason;
            System.out.println(text);
            throw new TestAbortedException(text);
        }
    }

    void assumeKeeps(Store store) {
        assume(!has(store, StoreFeature.KEEPS_NOTHING), KEEPS_NOTHING);
    }

    void assumeKeeps() {
        assume(!has(StoreFeature.KEEPS_NOTHING), KEEPS_NOTHING);
    }

    /** For the rules of what outlives a process. */
    void assumeDurable() {
        assume(has(StoreFeature.DURABLE), "the store is not durable; what it does instead is tested by s11");
    }

    /** For the rules of readers beside a writer. */
    void assumeMultiProcess() {
        assume(
                has(StoreFeature.MULTI_PROCESS),
                "the store has no readers beside its writer; that it says so is tested by s18");
    }

    /** Starts another process for the same store, which this ends. */
    ChildProcess child() {
        assume(
                Boolean.parseBoolean(System.getProperty("feedhub.kit.processes", "true")),
                "-Dfeedhub.kit.processes=false leaves out what takes other processes");
        ChildProcess child = ChildProcess.start(test, directory);
        closing.push(child::close);
        return child;
    }

    /** Does something before anything is closed. */
    void onClose(Runnable action) {
        beforeClosing.add(action);
    }

    @Override
    public void close() {
        beforeClosing.forEach(Runnable::run);
        try {
            closeAll();
        } finally {
            deleteAll();
        }
    }

    private void closeAll() {
        if (!closing.isEmpty()) {
            try {
                closing.pop().run();
            } finally {
                closeAll();
            }
        }
    }

    private void deleteAll() {
        Folders.empty(root);
        try {
            Files.delete(root);
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }
}
