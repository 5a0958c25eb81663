package dev.feedhub.store.lmdb;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;

/** Native memory in which a key is handed to LMDB; used by one call at a time. */
final class KeyArea {
    /** The longest key that LMDB takes. */
    static final int MAX_KEY = 511;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(MAX_KEY);
    private final long address = MemoryIO.getInstance().getDirectBufferAddress(bytes);
    private final Region region = new Region();

    Region load(byte[] key) {
        if (key.length == 0 || key.length > MAX_KEY) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes: 1 to " + MAX_KEY + " are allowed");
        }
        bytes.put(0, key);
        region.set(address, key.length);
        return region;
    }
}
