package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two meta pages of a store, which transactions write in turn. */
class MetasTest {
    @TempDir
    Path folder;

    @Test
    void theNewestAndTheOneBeforeAreFoundByTheirTransactions() throws IOException, DamagedFileException {
        try (Store store = Stores.write(folder)) {
            long before = 0;
            for (int i = 1; i <= 4; i++) {
                SampleStore.append(store, i, 1);
                try (PageFile file = PageFile.open(folder.resolve("store").resolve(StoreFolder.DATA))) {
                    Metas metas = Metas.read(file);
                    long newest = metas.newest().transactionId();
                    assertEquals(before == 0 ? newest : before + 1, newest);
                    for (long transaction = newest - 1; transaction <= newest; transaction++) {
                        assertEquals(
                                Optional.of(transaction), metas.of(transaction).map(MetaPage::transactionId));
                    }
                    assertEquals(Optional.empty(), metas.of(newest - 2));
                    assertEquals(Optional.empty(), metas.of(newest + 1));
                    before = newest;
                }
            }
        }
    }
}
