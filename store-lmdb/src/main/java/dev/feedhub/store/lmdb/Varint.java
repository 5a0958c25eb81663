package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;

/** Numbers from 0 on in as few bytes as they need: seven bits in each, the least significant first, as in Protocol Buffers. */
final class Varint {
    private static final int LOW = 0x7f;
    private static final int MORE = 0x80;
    private static final int MAX_BYTES = 5;

    private Varint() {}

    static int size(int value) {
        return value == 0 ? 1 : (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 6) / 7;
    }

    static void put(ByteBuffer buffer, int value) {
        int rest = value;
        while (rest >= MORE) {
            buffer.put((byte) (rest | MORE));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
    }

    /**
     * Reads a number from an array.
     *
     * @return its {@link #value}, and how many {@link #bytes} it takes
     * @throws IllegalArgumentException if there is none before the end
     */
    static long read(byte[] array, int at, int end) {
        int value = 0;
        for (int i = 0; i < MAX_BYTES && at + i < end; i++) {
            byte next = array[at + i];
            value |= (next & LOW) << (7 * i);
            if (next >= 0) {
                if (value < 0) {
                    break;
                }
                return (long) (i + 1) << Integer.SIZE | value;
            }
        }
        throw new IllegalArgumentException("a number that does not end");
    }

    static int value(long read) {
        return (int) read;
    }

    static int bytes(long read) {
        return (int) (read >>> Integer.SIZE);
    }
}
