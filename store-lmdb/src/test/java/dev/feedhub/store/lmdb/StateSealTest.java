package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** The state of transaction 7, without what follows the seal. */
class StateSealTest {
    private static final byte[] STATE = sealed(7);

    private static byte[] sealed(long transaction) {
        ByteBuffer state =
                ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(4, transaction);
        return state.putInt(0, BlockLayout.checksum(state.slice(4, 8))).array();
    }

    private static String damage(byte[] state, long transaction) {
        return String.valueOf(assertThrows(DamagedFileException.class, () -> StateSeal.check(state, transaction))
                .getMessage());
    }

    @Test
    void theStateOfATransactionIsSealedForIt() throws DamagedFileException {
        StateSeal.check(STATE, 7);
        StateSeal.check(STATE, 1); // of a compacted copy
    }

    @Test
    void s14_anotherTransactionsStateIsTold() {
        assertEquals(
                "the meta page of transaction 8 (page 0) is damaged: it leads to the state of transaction 7",
                damage(STATE, 8));
        assertEquals(
                "the meta page of transaction 9 (page 1) is damaged: it leads to the state of transaction 7",
                damage(STATE, 9));
    }

    @Test
    void s14_aWrongChecksumOrTooFewBytesAreTold() {
        byte[] wrong = STATE.clone();
        wrong[11] ^= 1;
        assertEquals(
                "the state record is damaged: its CRC32C is ", damage(wrong, 7).substring(0, 43));
        assertEquals("the state record is of 11 bytes; 12 are the fewest", damage(new byte[11], 7));
    }
}
