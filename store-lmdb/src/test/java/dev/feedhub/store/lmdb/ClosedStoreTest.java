package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a store says once it is closed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClosedStoreTest {
    private static final Context CTX = Context.background();

    @TempDir
    Path folder;

    @Test
    void w01_closedComesBeforeLimits() {
        Store store = Stores.write(folder);
        byte[] tooLarge = new byte[store.limits().payloadBytes() + 1];
        store.close();
        List<Record> batch = List.of(new Record(Instant.EPOCH, "label", tooLarge));
        assertThrows(ClosedException.class, () -> store.append(CTX, batch));
    }

    @Test
    void s10_aReaderThatIsClosedSaysSoToAWriter() {
        Stores.write(folder).close();
        Store store = Stores.read(folder);
        store.close();
        List<Record> batch = List.of(new Record(Instant.EPOCH, "label", null));
        assertThrows(ClosedException.class, () -> store.append(CTX, batch));
        assertThrows(ClosedException.class, () -> store.trim(CTX, 1));
        assertThrows(ClosedException.class, () -> store.maintain(CTX));
    }
}
