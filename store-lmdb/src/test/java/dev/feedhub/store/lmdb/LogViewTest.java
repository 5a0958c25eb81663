package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.store.Record;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A payload is put together of the blocks that have its parts, if those are sound and fit. */
@Timeout(60)
class LogViewTest {
    private static final byte[] PAYLOAD = LmdbFile.bytes(40_000, 1);

    @TempDir
    Path folder;

    private final TailBlock first = new TailBlock(new BlockKey(1, 0), 0);
    private final TailBlock second = new TailBlock(new BlockKey(1, 1), 0);
    private final TailBlock third = new TailBlock(new BlockKey(1, 2), 0);
    private final int begun = first.add(new Record(Instant.EPOCH, "a", PAYLOAD));

    @Test
    void aPayloadIsPutTogether() {
        int rest = begun + second.carry(PAYLOAD, begun, Instant.EPOCH);
        third.carry(PAYLOAD, rest, Instant.EPOCH);
        assertArrayEquals(PAYLOAD, payload(List.of(first, second, third)));
    }

    @Test
    void s14_aPartThatIsNotThereIsTold() {
        second.carry(PAYLOAD, begun, Instant.EPOCH);
        assertTold("block 1.2: it is to go on with a payload, and is not there", List.of(first, second));
    }

    @Test
    void s14_aPartOfNothingIsTold() {
        second.carry(new byte[0], 0, Instant.EPOCH);
        assertTold("block 1.1: it does not fit the payload that it is a part of", List.of(first, second, third));
    }

    @Test
    void s14_aPartOfMoreThanIsLeftIsTold() {
        second.carry(PAYLOAD, begun, Instant.EPOCH);
        third.carry(PAYLOAD, begun, Instant.EPOCH);
        assertTold("block 1.2: it does not fit the payload that it is a part of", List.of(first, second, third));
    }

    private void assertTold(String told, List<TailBlock> blocks) {
        DamagedBlockException damaged = assertThrows(DamagedBlockException.class, () -> payload(blocks));
        assertTrue(String.valueOf(damaged.getMessage()).contains(told), damaged.getMessage());
    }

    /** The payload of record 1 in a log of some blocks. */
    private byte[] payload(List<TailBlock> blocks) {
        try (Environment environment =
                Environment.open(folder.resolve("store"), Access.WRITE, Durability.COMMIT, 1 << 20)) {
            environment.write(txn -> {
                Epochs.begin(txn, 1, 7);
                LogState.EMPTY.write(txn);
                blocks.forEach(block -> block.write(txn));
                return true;
            });
            return environment.read(txn -> {
                LogView log = new LogView(txn);
                Block block = log.block(1);
                byte[] payload = log.record(block, block.table(), 0).record().payload();
                return payload == null ? new byte[0] : payload;
            });
        }
    }
}
