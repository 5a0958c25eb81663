package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.LabelFilter;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a trim leaves to be read, removes, and frees. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TrimTest {
    private static final Context CTX = Context.background();

    @TempDir
    Path folder;

    @Test
    void s12_aLabelIsReadBackwardsAsFarAsTheFloor() {
        int before = UnlistedBlocks.MOST + 4; // the index lists these four together with the first after the gap
        int last = 2 * UnlistedBlocks.MOST - 1; // of the blocks with another label
        int blocks = 4 * UnlistedBlocks.MOST - 4;
        ReadRequest request = new ReadRequest(null, null, LabelFilter.exactly("label"), true, 1_000, Long.MAX_VALUE);
        try (Store store = Stores.write(folder)) {
            for (int i = 1; i <= blocks; i++) { // each takes a block
                String label = i > before && i <= last ? "other" : "label";
                store.append(CTX, List.of(new Record(Instant.EPOCH, label, new byte[BlockLayout.CAPACITY - 100])));
            }
            for (int floor = 1; floor <= blocks; floor++) {
                store.trim(CTX, floor);
                int left = blocks - Math.max(floor, last) + Math.max(0, before - floor);
                assertEquals(left, store.read(CTX, request).records().size(), "floor " + floor);
            }
        }
    }

    @Test
    void s12_anyPositionThatIsNotAboveTheFloorRemovesNothing() {
        try (Store store = Stores.write(folder)) {
            store.append(CTX, Collections.nCopies(10, new Record(Instant.EPOCH, "label", null)));
            assertEquals(4, store.trim(CTX, 4));
            for (long through : new long[] {4, 3, 0, -1, Long.MIN_VALUE}) {
                assertEquals(0, store.trim(CTX, through), "through " + through);
                assertEquals(4, store.span(CTX).floor().position(), "through " + through);
            }
            assertEquals(6, store.trim(CTX, Long.MAX_VALUE));
        }
    }

    @Test
    void s12_whatATrimFreesIsUsedByTheNextAppend() throws IOException {
        try (Store store = Stores.write(folder)) {
            Record block = new Record(Instant.EPOCH, "label", new byte[BlockLayout.CAPACITY - 100]);
            store.append(CTX, Collections.nCopies(60, block));
            store.append(CTX, List.of(block));
            Path data = folder.resolve("store").resolve(StoreFolder.DATA);
            long size = Files.size(data);
            store.trim(CTX, 25);
            store.append(CTX, Collections.nCopies(20, block));
            long grown = Files.size(data) - size;
            assertTrue(grown < 2 * BlockLayout.CAPACITY, "20 blocks made the file larger by " + grown);
        }
    }
}
