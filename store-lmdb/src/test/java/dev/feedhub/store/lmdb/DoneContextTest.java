package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.Context;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for the disk does not begin with a context that is done, and leaves nothing. */
class DoneContextTest {
    @TempDir
    Path folder;

    private final LmdbStoreProvider provider = new LmdbStoreProvider();
    private final Cancellable done = Context.background().withCancel();

    @BeforeEach
    void cancel() {
        done.close();
    }

    @Test
    void x01_nothingIsOpenedCopiedOrVerified() {
        StoreConfig config = Stores.config(folder, Access.WRITE, Map.of());
        assertThrows(CancelledException.class, () -> provider.open(done, config));
        assertFalse(Files.exists(folder.resolve("store")));
        Stores.write(folder).close();
        assertThrows(CancelledException.class, () -> provider.copy(done, config, folder.resolve("copy")));
        assertFalse(Files.exists(folder.resolve("copy")));
        assertThrows(CancelledException.class, () -> provider.verify(done, config));
    }

    @Test
    void x01_nothingIsForcedOrMaintained() {
        try (Store store = Stores.write(folder)) {
            SampleStore.append(store, 1, 300);
            assertThrows(CancelledException.class, () -> store.sync(done));
        }
        try (Store store = Stores.write(folder, Map.of("feedhub.store.lmdb.maxEntries", "10"))) {
            assertThrows(CancelledException.class, () -> store.maintain(done));
            assertEquals(0, store.span(Context.background()).floor().position());
        }
    }
}
