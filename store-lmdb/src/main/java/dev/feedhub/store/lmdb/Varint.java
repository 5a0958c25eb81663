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
     * Takes a number from a buffer.
     *
     * @throws IllegalArgumentException if there is none
     */
    static int take(ByteBuffer buffer) {
        int value = 0;
        for (int i = 0; i < MAX_BYTES && buffer.hasRemaining(); i++) {
            byte next = buffer.get();
            value |= (next & LOW) << (7 * i);
            if (next >= 0) {
                if (value < 0) {
                    break;
                }
                return value;
            }
        }
        throw new IllegalArgumentException("a number that does not end");
    }
}
