package dev.feedhub;

/** The hub has failed; the cause is what it failed with. It indexes nothing more until it is opened anew. */
public final class HubFailedException extends FeedhubException {
    private static final long serialVersionUID = 1L;

    /**
     * Says which hub failed, and why.
     *
     * @param hub the hub's name
     * @param cause what it failed with
     */
    public HubFailedException(String hub, Throwable cause) {
        super("hub " + hub + " has failed: " + cause, cause);
    }
}
