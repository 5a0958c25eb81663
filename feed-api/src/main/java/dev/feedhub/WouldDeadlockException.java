package dev.feedhub;

/** A call that would wait for the hub was made on the hub's own thread, where it could never end. It had no effect. */
public final class WouldDeadlockException extends FeedhubException {
    private static final long serialVersionUID = 1L;

    /**
     * Says which call it was.
     *
     * @param call the call, as "Feed.publish"
     */
    public WouldDeadlockException(String call) {
        super(call + " was called on the hub's own thread, which it would wait for", null);
    }
}
