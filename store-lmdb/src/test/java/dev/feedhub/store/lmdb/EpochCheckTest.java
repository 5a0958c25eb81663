package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.Cursor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Epochs 7 from position 1 on and 8 from 4 on, of a log from 2 to 5, and what can be wrong with them. */
class EpochCheckTest {
    private final Problems problems = new Problems();
    private final List<byte[]> keys = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();

    private static LogState state(long floorEpoch, long newestEpoch) {
        return new LogState(
                new Cursor(2, floorEpoch), new Cursor(5, newestEpoch), Instant.EPOCH, 0, new BlockKey(1, 0));
    }

    private void add(long position, long epoch) {
        byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(position).array();
        ByteBuffer value =
                ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(epoch);
        ByteBuffer sealed = ByteBuffer.allocate(16)
                .put(key)
                .put(value.array(), 0, Long.BYTES)
                .flip();
        keys.add(key);
        values.add(value.putInt(BlockLayout.checksum(sealed)).array());
    }

    private List<String> check(LogState state) {
        EpochCheck check = new EpochCheck(state, problems);
        for (int i = 0; i < keys.size(); i++) {
            check.entry(keys.get(i), values.get(i));
        }
        check.end();
        return problems.sentences();
    }

    @Test
    void soundEpochsAreSound() {
        add(1, 7);
        add(4, 8);
        assertEquals(List.of(), check(state(7, 8)));
    }

    @Test
    void theNewestMayBeginAnEpoch() {
        add(1, 7);
        add(5, 8);
        assertEquals(List.of(), check(state(7, 8)));
    }

    @Test
    void aLogWithoutRecordsHasNoEpoch() {
        assertEquals(List.of(), check(LogState.EMPTY));
    }

    @Test
    void anEntryOfAnotherSizeIsTold() {
        add(1, 7);
        keys.add(new byte[7]);
        values.add(new byte[12]);
        keys.add(new byte[8]);
        values.add(new byte[11]);
        assertEquals(
                List.of(
                        "the epochs: an entry has 7 and 12 bytes; 8 and 12 belong there",
                        "the epochs: an entry has 8 and 11 bytes; 8 and 12 belong there"),
                check(state(7, 7)));
    }

    @Test
    void aWrongChecksumIsTold() {
        add(1, 7);
        add(4, 8);
        values.get(1)[11] ^= 1;
        assertEquals(List.of("the epochs: the checksum of that from position 4 on is wrong"), check(state(7, 8)));
    }

    @Test
    void anEpochThatCannotBeIsTold() {
        add(0, 6);
        add(1, 7);
        add(4, 0);
        add(6, 8);
        assertEquals(
                List.of(
                        "the epochs: epoch 6 begins at position 0; the newest is 5",
                        "the epochs: epoch 0 begins at position 4; the newest is 5",
                        "the epochs: epoch 8 begins at position 6; the newest is 5"),
                check(state(7, 0)));
    }

    @Test
    void aCursorOfTheStateThatIsOfAnotherEpochIsTold() {
        add(1, 7);
        add(4, 8);
        assertEquals(
                List.of(
                        "the epochs: the floor 2 is of epoch 8, which is not there",
                        "the epochs: the newest position 5 is of epoch 7, which is not there"),
                check(state(8, 7)));
    }

    @Test
    void aFirstEpochThatIsMissingIsTold() {
        add(3, 8);
        assertEquals(
                List.of(
                        "the epochs: the floor 2 is of epoch 7, which is not there",
                        "the epochs: none begins at position 1"),
                check(state(7, 8)));
    }

    @Test
    void anEpochThatBeginsTwiceIsTold() {
        add(1, 7);
        add(4, 7);
        assertEquals(List.of("the epochs: one begins twice"), check(state(7, 7)));
    }
}
