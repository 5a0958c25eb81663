package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a store is copied to, and what a copy that fails leaves there. */
class FolderCopyTest {
    @TempDir
    Path folder;

    private StoreFolder store;

    @BeforeEach
    void makeStore() {
        Stores.write(folder).close();
        store = new StoreFolder(folder.resolve("store"));
    }

    private static void writeHalf(Path copy) {
        try {
            Files.writeString(copy.resolve(StoreFolder.DATA), "half of it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the disk is full");
    }

    private void copyTo(Path target) {
        FolderCopy.to(target, store, copy -> {
            try {
                Files.copy(store.dataFile(), copy.resolve(StoreFolder.DATA));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void aStoreIsCopiedToANewFolderOrAnEmptyOne() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        for (Path target : new Path[] {folder.resolve("new").resolve("store"), empty}) {
            copyTo(target);
            assertEquals(-1, Files.mismatch(store.dataFile(), target.resolve(StoreFolder.DATA)));
            assertEquals(store.manifest(), new StoreFolder(target).manifest());
        }
    }

    @Test
    void aCopyThatFailsLeavesWhatWasThere() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path made = folder.resolve("made");
        assertThrows(IllegalStateException.class, () -> FolderCopy.to(empty, store, FolderCopyTest::writeHalf));
        assertThrows(IllegalStateException.class, () -> FolderCopy.to(made, store, FolderCopyTest::writeHalf));
        assertFalse(Files.exists(made));
        assertTrue(Files.isDirectory(empty));
        copyTo(empty); // it is empty
    }

    @Test
    void nothingIsCopiedWhereSomethingIs() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        ConfigException refused = assertThrows(ConfigException.class, () -> copyTo(folder));
        assertEquals(
                "the folder " + folder + " is not empty: a store is copied to an empty or a new one",
                refused.getMessage());
        refused = assertThrows(ConfigException.class, () -> copyTo(file));
        assertEquals(file + " is not a folder: a store is copied to an empty or a new one", refused.getMessage());
        assertEquals("mine", Files.readString(file));
    }
}
