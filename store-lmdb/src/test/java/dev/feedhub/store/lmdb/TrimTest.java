package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.Context;
import dev.feedhub.LabelFilter;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trims through positions that no record has. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TrimTest {
    private static final Context CTX = Context.background();

    @TempDir
    Path folder;

    @Test
    void s12_aLabelIsReadBackwardsAsFarAsTheFloor() {
        Record block = new Record(Instant.EPOCH, "label", new byte[BlockLayout.CAPACITY - 100]);
        ReadRequest request = new ReadRequest(null, null, LabelFilter.exactly("label"), true, 100, Long.MAX_VALUE);
        try (Store store = Stores.write(folder)) {
            store.append(CTX, Collections.nCopies(60, block));
            for (int floor = 1; floor <= 60; floor++) { // each the first record of a block that is removed
                store.trim(CTX, floor);
                assertEquals(60 - floor, store.read(CTX, request).records().size(), "floor " + floor);
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
}
