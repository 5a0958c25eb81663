package dev.feedhub;

/** The {@link Codec} could not encode an item; its own exception is the cause. The item was not published. */
public final class EncodeException extends FeedhubException {
    private static final long serialVersionUID = 1L;

    /**
     * Says which item could not be encoded.
     *
     * @param label the item's label
     * @param cause what the codec threw
     */
    public EncodeException(String label, Throwable cause) {
        super("the codec could not encode the data of an item labelled " + QuotedText.of(label) + ": " + cause, cause);
    }
}
