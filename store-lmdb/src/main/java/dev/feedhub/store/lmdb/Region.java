package dev.feedhub.store.lmdb;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where a key or value lies in native memory; LMDB's {@code MDB_val}. */
final class Region {
    private static final MemoryIO MEMORY = MemoryIO.getInstance();

    private long address;
    private long size;

    void set(long address, long size) {
        this.address = address;
        this.size = size;
    }

    long address() {
        return address;
    }

    long size() {
        return size;
    }

    /** What lies there, for as long as it does. */
    ByteBuffer view() {
        return MEMORY.newDirectByteBuffer(address, Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * What lies there, for as long as it does; the map is not to be written.
     *
     * @throws DamagedBlockException if it is longer than anything that is stored
     */
    ByteBuffer readOnlyView() {
        if (size > Integer.MAX_VALUE) {
            throw new DamagedBlockException("a value has " + size + " bytes");
        }
        return MEMORY.newDirectByteBuffer(address, Math.toIntExact(size))
                .asReadOnlyBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A copy of what lies there. */
    byte[] copy() {
        byte[] bytes = new byte[Math.toIntExact(size)];
        MEMORY.getByteArray(address, bytes, 0, bytes.length);
        return bytes;
    }

    /** Replaces what lies there by as many bytes. */
    void fill(byte[] bytes) {
        MEMORY.putByteArray(address, bytes, 0, bytes.length);
    }
}
