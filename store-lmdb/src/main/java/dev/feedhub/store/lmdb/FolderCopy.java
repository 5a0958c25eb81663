package dev.feedhub.store.lmdb;

import dev.feedhub.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Makes a folder a copy of a store: the data file, then the manifest, so that half a copy is not a store. */
final class FolderCopy {
    private final Path target;
    private final boolean made;

    private FolderCopy(Path target, boolean made) {
        this.target = target;
        this.made = made;
    }

    /**
     * Copies a store.
     *
     * @param copyData writes the data file into an empty folder
     */
    static void to(Path target, StoreFolder store, Consumer<Path> copyData) {
        StoreFolder copy = new StoreFolder(target.toAbsolutePath());
        try {
            FolderCopy begun = begin(copy.path());
            boolean done = false;
            try {
                Manifest manifest = store.manifest();
                copyData.accept(copy.path());
                DurableFiles.force(copy.dataFile());
                copy.writeManifest(manifest);
                copy.endCreation();
                done = true;
            } finally {
                if (!done) {
                    begun.undo();
                }
            }
        } catch (IOException failure) {
            throw store.failed("be copied to " + target, failure);
        }
    }

    private static FolderCopy begin(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                if (files.findAny().isEmpty()) {
                    return new FolderCopy(target, false);
                }
            }
            throw new ConfigException(
                    "the folder " + target + " is not empty: a store is copied to an empty or a new one");
        }
        if (Files.exists(target)) {
            throw new ConfigException(target + " is not a folder: a store is copied to an empty or a new one");
        }
        Files.createDirectories(target);
        return new FolderCopy(target, true);
    }

    private void undo() throws IOException {
        for (String file : new String[] {StoreFolder.MANIFEST, StoreFolder.UNFINISHED_MANIFEST, StoreFolder.DATA}) {
            Files.deleteIfExists(target.resolve(file));
        }
        if (made) {
            Files.deleteIfExists(target);
        }
    }
}
