package dev.feedhub;

import java.nio.ByteBuffer;

/**
 * The {@link Codec} could not decode a stored payload; its own exception is the cause. The payload is still there,
 * {@linkplain #payload() as stored}, and the listener, stream or page that the entry came from goes on.
 */
public final class DecodeException extends FeedhubException {
    private static final long serialVersionUID = 1L;

    private final transient ByteBuffer payload;

    /**
     * Says which entry could not be decoded.
     *
     * @param cursor the entry's cursor
     * @param label the entry's label
     * @param payload the payload as stored; not copied
     * @param cause what the codec threw
     */
    public DecodeException(Cursor cursor, String label, byte[] payload, Throwable cause) {
        super(
                "the codec could not decode the " + payload.length + " bytes of entry " + cursor + ", labelled "
                        + QuotedText.of(label) + ": " + cause,
                cause);
        this.payload = ByteBuffer.wrap(payload).asReadOnlyBuffer();
    }

    /**
     * The payload as stored.
     *
     * @return a read-only view with a position of its own
     */
    public ByteBuffer payload() {
        return payload.duplicate();
    }
}
