package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Numbers of one to five bytes. */
class VarintTest {
    @Test
    void eachNumberTakesTheBytesThatItsSizeSaysAndComesBack() {
        int[] firstOfSize = {0, 1 << 7, 1 << 14, 1 << 21, 1 << 28};
        for (int i = 0; i < firstOfSize.length; i++) {
            int last = i + 1 < firstOfSize.length ? firstOfSize[i + 1] - 1 : Integer.MAX_VALUE;
            for (int value : new int[] {firstOfSize[i], firstOfSize[i] + 1, last}) {
                assertEquals(i + 1, Varint.size(value), () -> "size of " + value);
                ByteBuffer buffer = ByteBuffer.allocate(10);
                Varint.put(buffer, value);
                assertEquals(i + 1, buffer.position(), () -> "bytes of " + value);
                long read = Varint.read(buffer.array(), 0, buffer.position());
                assertEquals(value, Varint.value(read));
                assertEquals(i + 1, Varint.bytes(read), () -> "bytes read of " + value);
            }
        }
    }

    @Test
    void whatIsNoNumberIsRefused() {
        for (byte[] bytes : new byte[][] {
            {}, {-1}, {-1, -1, -1, -1}, {-1, -1, -1, -1, -1, 0}, {-1, -1, -1, -1, 15}, {-128, -128, -128, -128, -128, 0}
        }) {
            assertThrows(IllegalArgumentException.class, () -> Varint.read(bytes, 0, bytes.length));
        }
    }

    @Test
    void nothingIsReadBeyondTheEnd() {
        byte[] bytes = {-1, -1, 1};
        assertThrows(IllegalArgumentException.class, () -> Varint.read(bytes, 0, 2));
        assertEquals(1, Varint.value(Varint.read(bytes, 2, 3)));
    }
}
