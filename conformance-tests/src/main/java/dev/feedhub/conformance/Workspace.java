package dev.feedhub.conformance;

import dev.feedhub.HubConfig;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** The directory of one test, and what the test opens there. Closing it closes all that and deletes the directory. */
final class Workspace implements AutoCloseable {
    private final StoreUnderTest test;
    private final Path root;
    private final Path directory;
    private final Deque<Runnable> closing = new ArrayDeque<>();

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
        try {
            return Files.createDirectories(root.resolve("other"));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    Store open() {
        return open(directory, Access.WRITE);
    }

    Store open(Path where, Access access) {
        HubConfig config = HubConfig.builder()
                .store(test.provider())
                .setAll(test.settings(where))
                .build();
        Store store = test.provider().open(Task.patience(), new StoreConfig(access, config));
        closing.push(store::close);
        return store;
    }

    /** Closes a store and opens it again. */
    Store reopen(Store store) {
        store.close();
        return open();
    }

    boolean has(Store store, StoreFeature feature) {
        return store.features().contains(feature);
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
        assume(
                !has(store, StoreFeature.KEEPS_NOTHING),
                "the store keeps nothing; what it does instead is tested by s19");
    }

    void onClose(Runnable action) {
        closing.push(action);
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> deepestFirst =
                    files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }
}
