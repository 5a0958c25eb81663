package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * How the value of {@code state} in the main tree begins, little-endian: the CRC32C of what follows it (4 bytes), and the
 * transaction that wrote it (8). Each transaction writes it, so a meta page with another transaction or another root shows. Only a
 * copy that LMDB compacted differs: its one transaction is number 1, and there is no older state in it.
 */
final class StateSeal {
    static final String KEY = "state";

    private static final int CRC_BYTES = 4;
    private static final int BYTES = CRC_BYTES + Long.BYTES;

    private static final long COMPACTED = 1;

    private StateSeal() {}

    static void check(byte[] state, long transactionId) throws DamagedFileException {
        if (state.length < BYTES) {
            throw new DamagedFileException(
                    "the state record is of " + state.length + " bytes; " + BYTES + " are the fewest");
        }
        ByteBuffer bytes = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
        CRC32C crc = new CRC32C();
        crc.update(state, CRC_BYTES, state.length - CRC_BYTES);
        if (bytes.getInt(0) != (int) crc.getValue()) {
            throw new DamagedFileException("the state record is damaged: its CRC32C is "
                    + Integer.toHexString((int) crc.getValue()) + ", not " + Integer.toHexString(bytes.getInt(0)));
        }
        long writtenBy = bytes.getLong(CRC_BYTES);
        if (writtenBy != transactionId && transactionId != COMPACTED) {
            throw new DamagedFileException("the meta page of transaction " + transactionId + " (page "
                    + transactionId % 2 + ") is damaged: it leads to the state of transaction " + writtenBy);
        }
    }
}
