package dev.feedhub.store.lmdb;

import static java.util.Objects.requireNonNull;

import dev.feedhub.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of a store: what is in it, and how it comes to be one.
 *
 * <p>A store is made in an empty folder, in this order: the manifest under another name, the data file, the manifest's own name; each
 * step is on the disk before the next one begins. So a folder with a manifest holds a whole store; one with the other name alone is
 * where a crash ended this, holds nothing of worth, and it begins again; and anything else belongs to somebody else and is left alone.
 *
 * @param path where it is, without links
 */
record StoreFolder(Path path) {
    static final String MANIFEST = "FEEDHUB";
    static final String UNFINISHED_MANIFEST = "FEEDHUB.new";
    static final String DATA = "data.mdb";
    static final String LMDB_LOCK = "lock.mdb";

    /** What is there before the store is, because it keeps others from making it. */
    private static final Set<String> LOCKS = Set.of(WriterLock.LOCK, WriterLock.HOLDER);

    /** What a folder holds. */
    enum Content {
        STORE,
        /** Nothing, or what is left of making a store. */
        NOTHING
    }

    /**
     * Where a folder really is.
     *
     * @param create whether to make it, and those above it
     * @throws StoreException if it does not exist, or cannot be made
     */
    static Path real(Path path, boolean create) {
        StoreFolder folder = new StoreFolder(path.toAbsolutePath());
        try {
            if (!Files.isDirectory(path)) {
                if (Files.exists(path)) {
                    throw unusable(folder.path + " is not a folder, and so not a Feedhub store");
                }
                if (!create) {
                    throw unusable("there is no store in " + folder.path + ": the folder does not exist");
                }
                Files.createDirectories(folder.path);
                DurableFiles.forceFolder(requireNonNull(folder.path.getParent()));
            }
            return path.toRealPath();
        } catch (IOException failure) {
            throw folder.failed(create ? "be opened to write" : "be opened", failure);
        }
    }

    /**
     * The folder of a store that is there.
     *
     * @throws StoreException if there is none
     */
    static StoreFolder existing(Path path) {
        StoreFolder folder = new StoreFolder(real(path, false));
        try {
            if (folder.content() == Content.NOTHING) {
                throw folder.noStore();
            }
            return folder;
        } catch (IOException failure) {
            throw folder.failed("be opened", failure);
        }
    }

    Path dataFile() {
        return path.resolve(DATA);
    }

    /**
     * Looks at what is there, and changes nothing.
     *
     * @throws StoreException if it is neither a store nor empty, or a damaged one
     */
    Content content() throws IOException {
        Set<String> files = files();
        if (files.contains(MANIFEST)) {
            requireWhole(files);
            return Content.STORE;
        }
        files.removeAll(LOCKS);
        if (files.contains(UNFINISHED_MANIFEST) && (files.size() == 1 || isManifest(UNFINISHED_MANIFEST))) {
            return Content.NOTHING;
        }
        if (!files.isEmpty()) {
            throw unusable("the folder " + path + " is not a Feedhub store: it has no file " + MANIFEST + ", but "
                    + files.stream().limit(3).collect(Collectors.joining(", "))
                    + (files.size() > 3 ? " and more" : ""));
        }
        return Content.NOTHING;
    }

    /** That nobody has made a store here. */
    StoreException noStore() {
        return unusable("there is no store in " + path
                + ": it is empty, or making one did not end; opening it to write makes one");
    }

    /** That the store "cannot" do something because of its files. */
    StoreException failed(String cannot, IOException failure) {
        String words = failure instanceof AccessDeniedException
                ? "access denied to " + failure.getMessage()
                : failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return new StoreException(
                StoreException.Outcome.NOT_STORED,
                "the store in " + path + " cannot " + cannot + ": " + words,
                failure);
    }

    /** What the system calls the data file, if it has such a name. */
    Optional<Object> fileKey() throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(dataFile(), BasicFileAttributes.class).fileKey());
    }

    /** That its data file is not the one that was opened. */
    StoreException replaced() {
        return unusable("the store in " + path + " was deleted or replaced while it was open: close it");
    }

    /** Removes what is left of making a store, and begins to make one. */
    void beginCreation() throws IOException {
        Files.deleteIfExists(dataFile());
        Files.deleteIfExists(path.resolve(LMDB_LOCK));
        writeManifest(Manifest.create());
    }

    /** Writes a manifest that does not count yet. */
    void writeManifest(Manifest manifest) throws IOException {
        DurableFiles.write(path.resolve(UNFINISHED_MANIFEST), manifest.bytes());
        DurableFiles.forceFolder(path);
    }

    /** Makes the folder a store, when its data file is on the disk. */
    void endCreation() throws IOException {
        DurableFiles.rename(path.resolve(UNFINISHED_MANIFEST), path.resolve(MANIFEST));
    }

    /**
     * What its manifest says.
     *
     * @throws StoreException if it is damaged, or not one that can be used here
     */
    Manifest manifest() throws IOException {
        return Manifest.parse(path, DurableFiles.read(path.resolve(MANIFEST), Manifest.MAX_BYTES));
    }

    private void requireWhole(Set<String> files) throws IOException {
        manifest();
        if (!files.contains(DATA)) {
            throw unusable("the store in " + path + " is damaged: its file " + DATA + " is missing");
        }
        if (Files.size(dataFile()) == 0) {
            throw unusable("the store in " + path + " is damaged: its file " + DATA + " is empty");
        }
    }

    private boolean isManifest(String name) throws IOException {
        byte[] bytes = DurableFiles.read(path.resolve(name), Manifest.MAX_BYTES);
        try {
            Manifest.parse(path, bytes);
            return true;
        } catch (StoreException notOne) {
            return false;
        }
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static StoreException unusable(String message) {
        return new StoreException(StoreException.Outcome.NOT_STORED, message, null);
    }
}
