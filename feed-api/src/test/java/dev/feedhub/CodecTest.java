package dev.feedhub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two codecs that are there, and the exceptions that tell of those that fail. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CodecTest {
    @Test
    void bytesAreCopiedBothWays() {
        byte[] data = {1, 2, 3};
        byte[] payload = Codec.bytes().encode("a", data);
        assertNotSame(data, payload);
        data[0] = 9;
        assertArrayEquals(new byte[] {1, 2, 3}, payload);
        byte[] decoded = Codec.bytes().decode("a", ByteBuffer.wrap(payload).asReadOnlyBuffer());
        payload[0] = 9;
        assertArrayEquals(new byte[] {1, 2, 3}, decoded);
    }

    @Test
    void onlyBytesFromPositionToLimitAreDecoded() {
        ByteBuffer payload = ByteBuffer.wrap("xabcx".getBytes(UTF_8), 1, 3).asReadOnlyBuffer();
        assertArrayEquals(new byte[] {'a', 'b', 'c'}, Codec.bytes().decode("a", payload.duplicate()));
        assertEquals("abc", Codec.utf8().decode("a", payload.duplicate()));
        ByteBuffer direct = ByteBuffer.allocateDirect(5)
                .put("xabcx".getBytes(UTF_8))
                .position(1)
                .limit(4);
        assertEquals("abc", Codec.utf8().decode("a", direct.asReadOnlyBuffer()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u0000", "é€\ud83d\ude00", "\uffff", "\ufeffa"})
    void textComesBackAsItWas(String text) {
        byte[] payload = Codec.utf8().encode("a", text);
        assertArrayEquals(text.getBytes(UTF_8), payload);
        assertEquals(text, Codec.utf8().decode("a", ByteBuffer.wrap(payload).asReadOnlyBuffer()));
        assertEquals(0, Codec.bytes().encode("a", new byte[0]).length);
    }

    @ParameterizedTest
    @CsvSource({"'\ud83d', 0", "'ab\ude00', 2", "'\ud83d\ude00\ud83dx', 2"})
    void loneSurrogateDoesNotBecomeAQuestionMark(String text, int index) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Codec.utf8().encode("a", text));
        assertEquals("lone surrogate at index " + index + "; UTF-8 has no form for it", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "ff, 0", // never a byte of UTF-8
        "6180, 1", // continuation without a start
        "6162c3, 2", // cut off
        "6162e282, 2", // cut off
        "61c080, 1", // overlong zero
        "61eda080, 1", // surrogate
        "61f4908080, 1" // above U+10FFFF
    })
    void malformedTextIsToldByItsPlace(String hex, int at) {
        byte[] malformed = HexFormat.of().parseHex("00" + hex);
        ByteBuffer payload = ByteBuffer.wrap(malformed, 1, malformed.length - 1).asReadOnlyBuffer();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Codec.utf8().decode("a", payload));
        assertEquals("malformed UTF-8 at byte " + at, refused.getMessage());
        assertInstanceOf(CharacterCodingException.class, refused.getCause());
    }

    @Test
    void aPayloadThatCannotBeDecodedIsStillThere() {
        byte[] payload = {'a', (byte) 0xff};
        IllegalArgumentException cause = new IllegalArgumentException("malformed");
        DecodeException exception = new DecodeException(new Cursor(1, 0), "a/b", payload, cause);
        assertEquals(
                "the codec could not decode the 2 bytes of entry 0000000000001-0000000000000, labelled \"a/b\": "
                        + cause,
                exception.getMessage());
        exception.payload().get();
        assertEquals(2, exception.payload().remaining(), "a view has a position of its own");
        assertTrue(exception.payload().isReadOnly());
        assertEquals(cause, exception.getCause());
    }

    @Test
    void exceptionsNameTheThingTheValueAndWhatIsAllowed() {
        assertEquals("the feed is closed", new ClosedException("the feed").getMessage());
        assertEquals(
                "another thread is taking from the listener; it has one taker at a time",
                new ConcurrentUseException("the listener").getMessage());
        assertEquals(
                "Feed.publish was called on the hub's own thread, which it would wait for",
                new WouldDeadlockException("Feed.publish").getMessage());
        LimitExceededException limit = new LimitExceededException("the payload", 11, 10, "feedhub.feed.maxBytes");
        assertEquals("the payload has 11 bytes; feedhub.feed.maxBytes allows 10", limit.getMessage());
        TruncatedException truncated = new TruncatedException(Cursor.ORIGIN, new Cursor(2, 1), new Cursor(3, 1));
        assertEquals(
                "entries from 0000000000000-0000000000000 on were removed by retention: floor is"
                        + " 0000000000002-0000000000001, newest is 0000000000003-0000000000001",
                truncated.getMessage());
        assertEquals(Cursor.ORIGIN, truncated.start());
        assertEquals(new Cursor(2, 1), truncated.floor());
        assertEquals(new Cursor(3, 1), truncated.newest());
        DivergedException diverged = new DivergedException(new Cursor(9, 9), new Cursor(2, 1), new Cursor(3, 1));
        assertEquals(new Cursor(9, 9), diverged.cursor());
        assertEquals(new Cursor(2, 1), diverged.floor());
        assertEquals(new Cursor(3, 1), diverged.newest());
        StoreException store = new StoreException(StoreException.Outcome.NOT_STORED, "full", null);
        assertEquals(StoreException.Outcome.NOT_STORED, store.outcome());
    }
}
