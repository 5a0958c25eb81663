package dev.feedhub;

/** The hub, feed, listener, stream or store is closed, and nothing is left to take from it. */
public final class ClosedException extends FeedhubException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is closed.
     *
     * @param thing what is closed, as "the feed"
     */
    public ClosedException(String thing) {
        super(thing + " is closed", null);
    }
}
