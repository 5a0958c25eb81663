package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import org.junit.jupiter.api.Test;

/** When the hub may keep its core busy: not while a reader that keeps up, and has little room, may need one. */
class TightChannelTest {
    private final ChannelBench bench = new ChannelBench();

    @Test
    void nobodyReads() {
        listener("*", 128);
        assertFalse(tightAfter("a", 1_000));
    }

    @Test
    void aReaderWithLittleRoomKeepsUp() {
        takeAll(listener("*", 128));
        assertTrue(tightAfter("a", 100));
    }

    @Test
    void itDoesNoLonger() {
        takeAll(listener("*", 128));
        assertTrue(tightAfter("a", 1_000_000));
        assertFalse(tightAfter("a", 100_000));
    }

    @Test
    void itHasMuchRoom() {
        takeAll(listener("*", 8_192));
        assertFalse(tightAfter("a", 8_000));
    }

    @Test
    void itWantsOtherLabels() {
        takeAll(listener("b", 128));
        assertTrue(tightAfter("b", 100));
        assertFalse(tightAfter("a", 100));
    }

    private Listener<String> listener(String pattern, int capacity) {
        return bench.channels.listen(
                ListenOptions.any().matching(LabelFilter.glob(pattern)).capacity(capacity));
    }

    private void takeAll(Listener<String> listener) {
        bench.dispatch("b", 100);
        while (listener.poll() != null) {
            // one after another
        }
    }

    /** Whether it is tight after so many entries, in batches of at most 1,000. */
    private boolean tightAfter(String label, int entries) {
        for (int left = entries; left > 0; left -= 1_000) {
            bench.dispatch(label, Math.min(left, 1_000));
        }
        return bench.dispatcher.isTight();
    }
}
